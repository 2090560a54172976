/** French. @type {import("./en.js").Strings} */
const fr = {
  language: "Français",
  page: {
    title: "Voix réelle ou synthétique ?",
    lead: "Donnez un enregistrement : un petit réseau de neurones juge si c’est une personne qui parle ou une machine.",
    results: "Résultats",
    settings: "Réglages",
    loading: "Chargement du modèle…",
    notReady: "Pas prêt",
    modelMissing:
      "Le modèle manque : model/model.js n’a pas été chargé. Gardez entier le dossier où se trouve index.html.",
    cantStart:
      "Ce navigateur ne peut pas exécuter le modèle. Une version actuelle de Chrome, Edge, Firefox ou Safari le peut.",
    ready: (backend, model) => `Prêt · ${backend} · modèle ${model}`,
    slow: "lent : WebAssembly n’est pas disponible",
  },
  input: {
    label: "Enregistrement à juger",
    drop: "Déposez des enregistrements ici, ou choisissez des fichiers",
    formats: "WAV, MP3, M4A, FLAC, Ogg, Opus, WebM",
    folder: "Choisir un dossier",
    noAudio: "Il n’y a aucun fichier audio parmi ceux-ci.",
  },
  examples: {
    title: "Ou essayez un exemple :",
    real: "Une voix réelle",
    synthetic: "Une voix synthétique",
    robot: "Une vieille voix d’ordinateur",
    licences: "Qui parle, et licences",
    missing: "Les exemples n’ont pas été chargés : examples.js manque à côté de index.html.",
  },
  recorder: {
    record: "Enregistrer",
    stop: "Arrêter et juger",
    hint: "ou parlez, jusqu’à 10 minutes",
    level: "Niveau du microphone",
    recording: "Enregistrement en cours.",
    name: (time) => `Enregistrement, ${time}`,
    blocked:
      "Le microphone est bloqué. Autorisez-le pour cette page dans la barre d’adresse du navigateur, puis réessayez.",
    notFound: "Aucun microphone n’a été trouvé. Branchez-en un et réessayez.",
    inUse: "Le microphone est utilisé par un autre programme, ou le système le bloque.",
    unsupported:
      "Ce navigateur ne permet pas à la page d’enregistrer. Choisissez plutôt un fichier.",
  },
  privacy: {
    promise: "Rien ne quitte cette page : le navigateur lui-même l’interdit.",
    how: "Comment le savoir ?",
    policy:
      "Voici la règle en vigueur. Elle se trouve au début de la page, avant tout script, et le navigateur la fait respecter : « connect-src 'none' » veut dire qu’aucun code ne peut ici envoyer ni chercher quoi que ce soit.",
    offline: "Passez hors ligne : coupez le réseau, puis faites juger un enregistrement.",
    isOffline: "Vous êtes hors ligne, et la page fonctionne tout de même.",
    isOnline: "Vous êtes en ligne.",
    hash: "Chaque résultat montre le SHA-256 des octets mêmes qui ont été jugés : vous voyez si c’est bien votre fichier, et s’il est intact.",
  },
  card: {
    waiting: "En attente…",
    listening: "À l’écoute…",
    cancel: "Annuler",
    cancelled: "Annulé.",
    retry: "Juger à nouveau",
    judging: (name) => `Jugement de ${name}`,
    remove: (name) => `Retirer ${name}`,
    about: "À propos de ce fichier",
    sha256: "SHA-256",
    hashing: "Calcul en cours…",
    hashTooLarge: "Ce fichier est trop grand pour que son empreinte soit calculée ici.",
    noHash: "Enregistré ici : il n’y a pas de fichier.",
    size: "Taille",
    length: "Durée",
    model: "Modèle",
  },
  verdicts: {
    real: "Probablement une voix réelle",
    fake: "Probablement synthétique",
    unsure: "Impossible à dire",
  },
  sides: { real: "réel", fake: "synthétique", unsure: "indécis" },
  result: {
    probability: "Probabilité qu’elle soit synthétique :",
    real: "Réelle",
    synthetic: "Synthétique",
    over: (percent) => `plus de ${percent}`,
    under: (percent) => `moins de ${percent}`,
    announced: (name, verdict, percent) => `${name} : ${verdict}, ${percent} synthétique.`,
    caution: "Un indice, pas une preuve : ne décidez rien d’important là-dessus seul.",
  },
  timeline: {
    caption: "Au fil du temps : à quel point chaque tranche de 2 secondes semble synthétique",
    table: "La même chose en tableau",
    from: "À partir de",
    probability: "Probabilité de synthétique",
    sounds: "Semble",
  },
  reasons: {
    too_short: "L’enregistrement dure moins d’une demi-seconde : trop court pour être jugé.",
    silent: "L’enregistrement est silencieux, entièrement ou presque.",
    no_speech: "Aucune parole n’a été trouvée : le son ne monte ni ne descend comme une voix.",
    undecided: "Les indices ne penchent assez nettement d’aucun côté.",
    noisy:
      "Il y a beaucoup de bruit ou d’écho ; un enregistrement plus propre permettrait peut-être de trancher.",
    narrow_band:
      "On n’entend rien au-dessus de 5 kHz, comme au téléphone : il manque une grande part de ce qui distingue les voix.",
    clipped: "Le son est déformé parce qu’il a été enregistré trop fort.",
    windows_disagree:
      "Certains passages font penser à une voix réelle, d’autres à une voix synthétique.",
  },
  failures: {
    broke_down:
      "L’analyse s’est interrompue deux fois. Le fichier est peut-être endommagé, ou la mémoire ne lui suffit pas.",
  },
  errors: {
    missing: "Ce fichier n’existe pas.",
    not_a_file: "C’est un dossier ou un périphérique, pas un fichier.",
    unreadable: "Le fichier ne peut pas être ouvert en lecture.",
    empty: "Le fichier est vide (0 octet).",
    undecodable: "Ce n’est pas un son lisible ici, ou le fichier est endommagé.",
    no_audio: "Le fichier ne contient aucun échantillon sonore.",
    not_finite: "Le son contient des valeurs qui ne sont pas des nombres (NaN ou infini).",
    bad_rate: "La fréquence d’échantillonnage n’est pas entre 4 kHz et 768 kHz.",
  },
};

export default fr;
