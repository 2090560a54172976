/** German. @type {import("./en.js").Strings} */
const de = {
  language: "Deutsch",
  page: {
    title: "Echte Stimme oder künstliche?",
    lead: "Geben Sie eine Aufnahme her, und ein kleines neuronales Netz beurteilt, ob ein Mensch spricht oder eine Maschine.",
    results: "Ergebnisse",
    settings: "Einstellungen",
    loading: "Das Modell wird geladen …",
    notReady: "Nicht bereit",
    modelMissing:
      "Das Modell fehlt: model/model.js wurde nicht geladen. Lassen Sie den ganzen Ordner beisammen, in dem index.html liegt.",
    cantStart:
      "Dieser Browser kann das Modell nicht ausführen. Ein aktueller Chrome, Edge, Firefox oder Safari kann es.",
    ready: (backend, model) => `Bereit · ${backend} · Modell ${model}`,
    slow: "langsam: WebAssembly ist nicht verfügbar",
  },
  input: {
    label: "Aufnahme zum Beurteilen",
    drop: "Aufnahmen hierher ziehen oder Dateien auswählen",
    formats: "WAV, MP3, M4A, FLAC, Ogg, Opus, WebM",
    folder: "Ordner auswählen",
    noAudio: "Darunter ist keine Audiodatei.",
  },
  examples: {
    title: "Oder mit einem Beispiel:",
    real: "Eine echte Stimme",
    synthetic: "Eine künstliche Stimme",
    robot: "Eine alte Computerstimme",
    licences: "Wer spricht, und Lizenzen",
    missing: "Die Beispiele wurden nicht geladen: Neben index.html fehlt examples.js.",
  },
  recorder: {
    record: "Aufnehmen",
    stop: "Beenden und beurteilen",
    hint: "oder sprechen, bis zu 10 Minuten lang",
    level: "Mikrofonpegel",
    recording: "Aufnahme läuft.",
    name: (time) => `Aufnahme, ${time}`,
    blocked:
      "Das Mikrofon ist gesperrt. Erlauben Sie es dieser Seite in der Adresszeile des Browsers, und versuchen Sie es noch einmal.",
    notFound:
      "Es wurde kein Mikrofon gefunden. Schließen Sie eins an, und versuchen Sie es noch einmal.",
    inUse: "Das Mikrofon wird von einem anderen Programm benutzt, oder das System sperrt es.",
    unsupported:
      "Dieser Browser lässt die Seite nicht aufnehmen. Wählen Sie stattdessen eine Datei.",
  },
  privacy: {
    promise: "Nichts verlässt diese Seite: Der Browser selbst verbietet es.",
    how: "Woher weiß ich das?",
    policy:
      "Das ist die geltende Richtlinie. Sie steht am Anfang der Seite, vor jedem Skript, und der Browser setzt sie durch: „connect-src 'none'“ heißt, dass hier kein Code etwas senden oder abrufen darf.",
    offline:
      "Gehen Sie offline: Trennen Sie das Netz, und lassen Sie dann eine Aufnahme beurteilen.",
    isOffline: "Sie sind gerade offline, und die Seite funktioniert trotzdem.",
    isOnline: "Sie sind gerade online.",
    hash: "Jedes Ergebnis zeigt den SHA-256 genau der Bytes, die beurteilt wurden. So sehen Sie, ob es Ihre Datei ist und ob sie unverändert ist.",
  },
  card: {
    waiting: "Wartet …",
    listening: "Hört zu …",
    cancel: "Abbrechen",
    cancelled: "Abgebrochen.",
    retry: "Noch einmal beurteilen",
    judging: (name) => `${name} wird beurteilt`,
    remove: (name) => `${name} entfernen`,
    about: "Über diese Datei",
    sha256: "SHA-256",
    hashing: "Wird berechnet …",
    hashTooLarge: "Diese Datei ist zu groß, um hier gehasht zu werden.",
    noHash: "Hier aufgenommen: Es gibt keine Datei.",
    size: "Größe",
    length: "Länge",
    model: "Modell",
  },
  verdicts: {
    real: "Wahrscheinlich eine echte Stimme",
    fake: "Wahrscheinlich künstlich",
    unsure: "Nicht zu entscheiden",
  },
  sides: { real: "echt", fake: "künstlich", unsure: "unentschieden" },
  result: {
    probability: "Wahrscheinlichkeit, dass sie künstlich ist:",
    real: "Echt",
    synthetic: "Künstlich",
    over: (percent) => `über ${percent}`,
    under: (percent) => `unter ${percent}`,
    announced: (name, verdict, percent) => `${name}: ${verdict}, ${percent} künstlich.`,
    caution: "Ein Hinweis, kein Beweis: Entscheiden Sie nichts Wichtiges allein danach.",
  },
  timeline: {
    caption: "Im Verlauf: wie künstlich je 2 Sekunden klingen",
    table: "Dasselbe als Tabelle",
    from: "Ab",
    probability: "Wahrscheinlichkeit für künstlich",
    sounds: "Klingt",
  },
  reasons: {
    too_short: "Die Aufnahme ist kürzer als eine halbe Sekunde: zu kurz zum Beurteilen.",
    silent: "Die Aufnahme ist ganz oder fast ganz still.",
    no_speech:
      "Es ist keine Sprache zu finden: Der Klang hebt und senkt sich nicht wie eine Stimme.",
    undecided: "Die Anzeichen weisen in keine Richtung deutlich genug.",
    noisy: "Es ist viel Rauschen oder Hall dabei; eine sauberere Aufnahme könnte es klären.",
    narrow_band:
      "Über 5 kHz ist nichts zu hören, wie am Telefon: Vieles von dem, was Stimmen unterscheidet, fehlt.",
    clipped: "Der Ton ist verzerrt, weil zu laut aufgenommen wurde.",
    windows_disagree: "Einige Stellen deuten auf eine echte Stimme, andere auf eine künstliche.",
  },
  failures: {
    broke_down:
      "Die Analyse ist zweimal abgebrochen. Die Datei ist vielleicht beschädigt, oder der Speicher reicht für sie nicht.",
  },
  errors: {
    missing: "Diese Datei gibt es nicht.",
    not_a_file: "Das ist ein Ordner oder ein Gerät, keine Datei.",
    unreadable: "Die Datei lässt sich nicht zum Lesen öffnen.",
    empty: "Die Datei ist leer (0 Bytes).",
    undecodable: "Das ist kein Ton, der hier gelesen werden kann, oder die Datei ist beschädigt.",
    no_audio: "Die Datei enthält keine Tondaten.",
    not_finite: "Der Ton enthält Werte, die keine Zahlen sind (NaN oder unendlich).",
    bad_rate: "Die Abtastrate liegt nicht zwischen 4 kHz und 768 kHz.",
  },
};

export default de;
