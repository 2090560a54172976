import { inside } from "./inside/de.js";
import { recorder } from "./recorder/de.js";

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
  },
  examples: {
    title: "Oder mit einem Beispiel:",
    real: "Eine echte Stimme",
    synthetic: "Eine künstliche Stimme",
    robot: "Eine alte Computerstimme",
    licences: "Wer spricht, und Lizenzen",
    missing: "Die Beispiele wurden nicht geladen: Neben index.html fehlt examples.js.",
  },
  recorder,
  inside,
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
  selfTest: {
    title: "Rechnet es auf diesem Gerät so wie geprüft?",
    intro:
      "Eines der Beispiele geht in diesem Browser durch jede Stufe, und jede wird mit dem verglichen, was die Referenz in Python daraus gemacht hat.",
    run: "Selbsttest starten",
    running: "Läuft…",
    missing: "Die Beispiele fehlen: web/examples.js liegt nicht neben der Seite.",
    failed: "Der Selbsttest brach ab. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
    alike: "In jeder Stufe gleich der Referenz, im erlaubten Rahmen.",
    differs: (stages) =>
      `Weicht von der Referenz ab in: ${stages}. Trauen Sie den Urteilen auf diesem Gerät nicht; nehmen Sie einen anderen Browser.`,
    yes: "gleich",
    no: "weicht ab",
    other: "andere Länge oder keine Zahl",
    columns: {
      stage: "Stufe",
      result: "Ergebnis",
      distance: "Größter Abstand",
      allowed: "Erlaubt",
    },
    stages: {
      weights: "Fingerabdruck des Modells (SHA-256)",
      decode: "Dekodierte Abtastwerte",
      mono: "Ein Kanal aus zweien",
      resample: "Auf 16 kHz umgerechnet",
      window: "Ausschnitt von 2 s",
      spectrogram: "Spektrogramm",
      features: "Beide Spektrogramme",
      probabilities: "Netz",
      p_fake: "Kalibrierte Wahrscheinlichkeit",
    },
  },
  card: {
    waiting: "Wartet …",
    listening: "Hört zu …",
    cancel: "Abbrechen",
    cancelled: "Abgebrochen.",
    retry: "Noch einmal beurteilen",
    judging: (name) => `${name} wird beurteilt`,
    remove: (name) => `${name} entfernen`,
  },
  verdicts: {
    real: "Wahrscheinlich eine echte Stimme",
    fake: "Wahrscheinlich künstlich",
    unsure: "Nicht zu entscheiden",
  },
  sides: { real: "echt", fake: "künstlich", unsure: "unentschieden" },
  list: {
    filter: "Zeigen",
    filters: {
      all: "Alle",
      fake: "Künstlich",
      real: "Echt",
      unsure: "Unklar",
      failed: "Nicht beurteilt",
    },
    sort: "Ordnen nach",
    sorts: {
      added: "Neueste zuerst",
      name: "Name",
      verdict: "Urteil",
      probability: "Wahrscheinlichkeit für künstlich",
    },
    states: {
      waiting: "Wartet …",
      busy: "Hört zu …",
      error: "Nicht zu beurteilen",
      cancelled: "Abgebrochen",
    },
    cancelAll: "Alle abbrechen",
    retryAll: "Fehlgeschlagene noch einmal beurteilen",
    clear: "Liste leeren",
    empty: "Von den Aufnahmen ist keine so.",
    progress: "Beurteilte Aufnahmen",
    looking: "Der Ordner wird durchgesehen …",
    noneFound: "Dort wurde keine Aufnahme gefunden.",
    skipped: (n) =>
      n === 1
        ? "Eine Datei, die keine Aufnahme ist, wurde ausgelassen."
        : `${n} Dateien, die keine Aufnahmen sind, wurden ausgelassen.`,
    unreadable: (names) => `Nicht zu lesen: ${names}.`,
    more: (n) => `${n} weitere`,
    cancelOne: (name) => `${name} abbrechen`,
    retryOne: (name) => `${name} noch einmal beurteilen`,
    settled: (settled, all, length) => `${settled} von ${all} beurteilt · ${length} Ton`,
    allSettled: (all, fake, real, unsure, failed) =>
      `Alle ${all} Aufnahmen sind fertig: ${fake} wahrscheinlich künstlich, ${real} wahrscheinlich echt, ${unsure} unklar, ${failed} nicht beurteilt.`,
  },
  exports: {
    csv: "Als CSV speichern",
    json: "Als JSON speichern",
  },
  report: {
    open: "Bericht",
    title: "Echte Stimme oder künstliche? Bericht über eine Aufnahme",
    print: "Drucken oder als PDF speichern",
    close: "Schließen",
    band: (real, fake) => `(echt unter ${real}, künstlich ab ${fake}, dazwischen keine Antwort)`,
    facts: "Was beurteilt wurde, und womit",
    windows: "Beurteilte Abschnitte",
    every: (n, hop) => `${n}, einer alle ${hop}`,
    date: "Beurteilt",
    version: "Software",
    reproduce: "Wie man dieselbe Antwort bekommt",
    how: (version) =>
      `Wer die Datei hat und Version ${version} der Software eingerichtet hat, vergleicht die beiden SHA-256 und führt aus:`,
    noFile:
      "Dies wurde in der Seite aufgenommen. Speichern Sie die Aufnahme als Datei, und lassen Sie die Datei beurteilen: Deren Bericht lässt sich nachvollziehen.",
  },
  result: {
    probability: "Wahrscheinlichkeit, dass sie künstlich ist:",
    real: "Echt",
    synthetic: "Künstlich",
    over: (percent) => `über ${percent}`,
    under: (percent) => `unter ${percent}`,
    announced: (name, verdict, percent) => `${name}: ${verdict}, ${percent} künstlich.`,
    floor: (percent) =>
      `Unter ${percent} fällt sie nie: Manche Verfahren hinterlassen nichts, woran man sie erkennt.`,
    caution: "Ein Hinweis, kein Beweis: Entscheiden Sie nichts Wichtiges allein danach.",
  },
  rates: {
    title: "Wie oft es bei solchen Aufnahmen irrt",
    kinds: {
      clean: "Sauber: volles Band, wenig Rauschen.",
      compressed: "Komprimiert: eine MP3-, AAC-, Opus- oder Vorbis-Datei.",
      telephone: "Telefon: nichts über 5 kHz.",
      noisy: "Verrauscht.",
      distorted: "Verzerrt: zu laut aufgenommen.",
      short: "Kurz: weniger als zwei Sekunden.",
    },
    falseAlarms: "der echten Stimmen für künstlich gehalten",
    missedSeen: "der Fälschungen verpasst, von gelernten Verfahren",
    missedUnseen: "der Fälschungen verpasst, von nie gehörten Verfahren",
    note: (seen, unseen, decided, right) =>
      `Gemessen an ${seen} Testaufnahmen mit Verfahren, an denen trainiert wurde, und ${unseen} mit nie gehörten, bei erzwungener Antwort. Darf es „nicht zu entscheiden“ sagen, beantwortete es ${decided} der letzteren, und ${right} der Antworten stimmten.`,
  },
  facts: {
    title: "Über diese Datei",
    sha256: "SHA-256 der Datei",
    hashing: "Wird berechnet …",
    noHash:
      "Lässt sich hier nicht berechnen: Die Datei ist zu groß oder hat sich geändert, oder die Seite kam über unverschlüsseltes http.",
    noFile: "Hier aufgenommen: Es gibt keine Datei.",
    size: "Größe",
    length: "Länge",
    snr: "Laute über leisen Stellen",
    band: "Zu hören ist etwas",
    upTo: (kilohertz) => `bis ${kilohertz} kHz`,
    clipped: "Abtastwerte am Anschlag",
    model: "SHA-256 des Modells",
  },
  remedies: {
    too_short: "Nehmen Sie mindestens zwei Sekunden Sprache auf, oder wählen Sie so viel aus.",
    silent:
      "Prüfen Sie, ob das richtige Mikrofon oder die richtige Spur aufgenommen wurde, und sprechen Sie näher daran.",
    no_speech: "Wählen Sie eine Stelle, an der jemand spricht.",
    no_voice: "Wählen Sie eine Stelle, an der jemand spricht, ohne Musik darüber.",
    mostly_no_voice:
      "Wählen Sie die Stelle, an der jemand spricht, oder schneiden Sie den Rest weg.",
    undecided: "Mehr Sekunden derselben Stimme klären es oft.",
    noisy: "Nehmen Sie in einem ruhigen Raum mit weichen Möbeln auf, eine Handbreit vom Mund.",
    narrow_band:
      "Nehmen Sie die ursprüngliche Aufnahme statt eines Anrufs, oder eine Sprachnachricht statt einer Telefonleitung.",
    clipped: "Nehmen Sie noch einmal auf, leiser ausgesteuert oder weiter vom Mikrofon.",
    windows_disagree:
      "Sehen Sie sich die Stellen einzeln an: Vielleicht sind es mehrere Stimmen, oder Musik.",
    missing: "Wählen Sie sie noch einmal: Vielleicht wurde sie verschoben oder umbenannt.",
    not_a_file: "Für Ordner gibt es „Ordner auswählen“.",
    unreadable:
      "Wählen Sie sie noch einmal: Vielleicht wurde sie verschoben, geändert oder von einem anderen Programm gesperrt.",
    empty: "Kopieren oder laden Sie sie noch einmal: Vielleicht brach die Übertragung ab.",
    undecodable: "Wandeln Sie sie in WAV, FLAC oder MP3 um, zum Beispiel mit Audacity oder VLC.",
    no_audio: "Wählen Sie eine andere Datei, oder nehmen Sie den Ton selbst auf.",
    not_finite: "Exportieren Sie sie noch einmal als WAV mit 16 oder 24 Bit.",
    bad_rate: "Wandeln Sie sie in 16 kHz, 44,1 kHz oder 48 kHz um.",
    other: "Versuchen Sie es noch einmal; hilft das nicht, laden Sie die Seite neu.",
  },
  settings: {
    close: "Einstellungen schließen",
    reset: "Alles zurücksetzen",
    kept: "Wird nur auf diesem Gerät gespeichert.",
    notKept:
      "Dieser Browser speichert nichts für die Seite: Die Einstellungen gelten, bis sie geschlossen wird.",
    sensitivity: {
      title: "Empfindlichkeit",
      standard: "Ausgewogen",
      false_alarms: "Fehlalarme wiegen schwerer",
      misses: "Verpasste Fälschungen wiegen schwerer",
    },
    meaning: {
      false_alarms: "Lieber eine Fälschung durchlassen als eine echte Stimme beschuldigen.",
      misses: "Lieber eine echte Stimme zweimal prüfen als eine Fälschung durchlassen.",
    },
    band: (real, fake) => `„Echt“ unter ${real}, „künstlich“ ab ${fake}.`,
    rates: (alarms, missedSeen, missedUnseen, decided) =>
      `Gemessen: ${alarms} der echten Stimmen künstlich genannt; von den Fälschungen echt genannt ${missedSeen} (gelernte Verfahren), ${missedUnseen} (nie gehörte); eine Antwort bei ${decided}.`,
    hop: { title: "Ein Wert alle" },
    theme: { title: "Farben", standard: "Wie das System", light: "Hell", dark: "Dunkel" },
    language: { title: "Sprache", standard: "Wie der Browser" },
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
    no_speech: "Es ist keine Sprache zu finden: Nichts klingt nach jemandem, der spricht.",
    no_voice: "Es ist keine Stimme zu finden: Was hier klingt, ist Musik, Lärm oder etwas anderes.",
    mostly_no_voice:
      "Das meiste, was hier klingt, ist keine Stimme, und der Rest ist zu wenig für ein Urteil.",
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
