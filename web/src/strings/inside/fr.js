/** @type {import("./en.js").Inside} */
export const inside = {
  title: "Regarder de plus près",
  preparing: "Préparation…",
  failed:
    "L’enregistrement n’a pas pu être rouvert. Le fichier a peut-être été déplacé ou modifié.",
  cantPlay: "Ce navigateur ne peut pas lire le son.",
  playback: "Lecture",
  play: "Lire",
  pause: "Pause",
  repeat: "Répéter",
  stretch: "Passage",
  stretchFrom: "Commencer le passage ici",
  stretchTo: "Terminer le passage ici",
  stretchNone: "Aucun passage : tout lire",
  zoom: "Zoom",
  zoomIn: "Agrandir",
  zoomOut: "Réduire",
  zoomWhole: "Tout l’enregistrement",
  position: "Position",
  windows: "Fenêtres de deux secondes",
  noWindow: "Aucune choisie",
  noWindows:
    "Ci-dessus : le son et son spectrogramme. Rien n’a été jugé, il n’y a donc pas de scores.",
  hint: "De haut en bas : le son, son spectrogramme, et à quel point chaque fenêtre semble synthétique ; entre les lignes pointillées, la réponse est « impossible à dire ». Appuyez sur un score pour entendre la fenêtre et voir ce qui a pesé dans sa décision. Glissez sur le son pour lire un passage. Vous entendez ce que le modèle entend : un seul canal, rien au-dessus de 8 kHz.",
  window: (index, count, from, to) => `Fenêtre ${index} sur ${count}, de ${from} à ${to} :`,
  score: (p) => `${p} synthétique`,
  windowImage: (from, to) =>
    `Spectrogramme tel que le modèle le voit, de ${from} à ${to}, de 0 à 8 kilohertz`,
  repeated: "L’enregistrement dure moins de deux secondes et est répété pour les remplir.",
  hear: "Écouter",
  showMap: "Ce qui a pesé dans la décision",
  explaining: "Essai sans chaque case…",
  speaksForReal: "plaide pour le réel",
  speaksForFake: "plaide pour le synthétique",
  patch: (from, to, low, high) => `de ${from} à ${to}, de ${low} à ${high} kHz`,
  without: (before, after) => `sans elle, ${before} deviendrait ${after}.`,
  still: (before) => `sans elle, ce serait toujours ${before}.`,
  mapCaption:
    "Chaque case à son tour a été aplatie à la moyenne de ses fréquences, et la fenêtre jugée de nouveau. Plus la couleur est forte, plus la réponse s’appuyait sur cette case. Cela montre ce que ce réseau a utilisé, non où se trouve une falsification, ni pourquoi ; les cases qui ne comptent qu’ensemble restent pâles.",
  deletion: (share, most, random) =>
    `Vérifié : aplatir les ${share} de cases qu’une telle carte dit les plus importantes a ôté ${most} à la probabilité de la décision, des cases au hasard ${random}.`,
  kilohertz: (k) => `${k} kHz`,
  keys: "Touches",
  keyList:
    "Sur le son : Espace lit et met en pause, ← → déplacent, [ et ] fixent le passage, Échap l’abandonne, R répète. Sur les scores : ← → choisissent une fenêtre, Entrée la lit. Sur les deux : + et − zooment, 0 montre tout ; Ctrl et la molette zooment aussi.",
};
