/** @type {import("./en.js").Inside} */
export const inside = {
  title: "Genauer ansehen",
  preparing: "Wird vorbereitet …",
  failed:
    "Die Aufnahme ließ sich nicht noch einmal öffnen. Vielleicht wurde die Datei verschoben oder geändert.",
  cantPlay: "Dieser Browser kann den Ton nicht abspielen.",
  playback: "Wiedergabe",
  play: "Abspielen",
  pause: "Pause",
  repeat: "Wiederholen",
  stretch: "Ausschnitt",
  stretchFrom: "Ausschnitt hier beginnen",
  stretchTo: "Ausschnitt hier beenden",
  stretchNone: "Kein Ausschnitt: alles abspielen",
  zoom: "Zoom",
  zoomIn: "Vergrößern",
  zoomOut: "Verkleinern",
  zoomWhole: "Ganze Aufnahme",
  position: "Position",
  windows: "Fenster von zwei Sekunden",
  noWindow: "Keines gewählt",
  noWindows:
    "Oben: der Ton und sein Spektrogramm. Kein Teil wurde beurteilt, also gibt es keine Werte.",
  hint: "Von oben: der Ton, sein Spektrogramm und wie künstlich jedes Fenster klingt; zwischen den gestrichelten Linien heißt die Antwort „Nicht zu entscheiden“. Ein Druck auf einen Wert spielt das Fenster und zeigt, was seine Entscheidung bewegt hat. Über den Ton ziehen spielt einen Ausschnitt. Sie hören, was das Modell hört: einen Kanal, nichts über 8 kHz.",
  window: (index, count, from, to) => `Fenster ${index} von ${count}, ${from} bis ${to}:`,
  score: (p) => `${p} künstlich`,
  windowImage: (from, to) =>
    `Spektrogramm, wie das Modell es sieht, ${from} bis ${to}, 0 bis 8 Kilohertz`,
  repeated: "Die Aufnahme ist kürzer als zwei Sekunden und wird wiederholt, um sie zu füllen.",
  hear: "Anhören",
  showMap: "Was die Entscheidung bewegt hat",
  explaining: "Wird ohne jedes Feld versucht …",
  speaksForReal: "spricht für echt",
  speaksForFake: "spricht für künstlich",
  patch: (from, to, low, high) => `${from} bis ${to}, ${low} bis ${high} kHz`,
  without: (before, after) => `ohne es würde aus ${before} ${after}.`,
  still: (before) => `ohne es bliebe es bei ${before}.`,
  mapCaption:
    "Jedes Feld wurde einmal auf den Mittelwert seiner Frequenzen eingeebnet und das Fenster neu beurteilt. Je kräftiger die Farbe, desto mehr stützte sich die Antwort auf dieses Feld. Das zeigt, was dieses Netz benutzt hat, nicht, wo eine Fälschung ist, und nicht, warum; Felder, die nur gemeinsam zählen, bleiben blass.",
  deletion: (share, most, random) =>
    `Geprüft: Die ${share} der Felder einzuebnen, die eine solche Karte die wichtigsten nennt, nahm der Wahrscheinlichkeit der Entscheidung ${most}, zufällige Felder ${random}.`,
  kilohertz: (k) => `${k} kHz`,
  keys: "Tasten",
  keyList:
    "Auf dem Ton: Leertaste spielt und hält an, ← → bewegen, [ und ] setzen den Ausschnitt, Esc hebt ihn auf, R wiederholt. Auf den Werten: ← → wählen ein Fenster, Enter spielt es. Auf beiden: + und − zoomen, 0 zeigt alles; Strg und das Rad zoomen auch.",
};
