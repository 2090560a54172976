import { inside } from "./inside/fr.js";
import { recorder } from "./recorder/fr.js";

/** French. @type {import("./en.js").Strings} */
const fr = {
  language: "Français",
  page: {
    title: "Voix réelle ou synthétique ?",
    lead: "Donnez un enregistrement : un petit réseau de neurones juge si c’est une personne qui parle ou une machine.",
    results: "Résultats",
    settings: "Réglages",
    loading: "Chargement du modèle…",
    notReady: "Pas prêt",
    modelMissing:
      "Le modèle manque : model/model.js n’a pas été chargé. Gardez entier le dossier où se trouve index.html.",
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
  },
  examples: {
    title: "Ou essayez un exemple :",
    real: "Une voix réelle",
    synthetic: "Une voix synthétique",
    robot: "Une vieille voix d’ordinateur",
    licences: "Qui parle, et licences",
    missing: "Les exemples n’ont pas été chargés : examples.js manque à côté de index.html.",
  },
  recorder,
  inside,
  privacy: {
    promise: "Rien ne quitte cette page : le navigateur lui-même l’interdit.",
    how: "Comment le savoir ?",
    policy:
      "Voici la règle en vigueur. Elle se trouve au début de la page, avant tout script, et le navigateur la fait respecter : « connect-src 'none' » veut dire qu’aucun code ne peut ici envoyer ni chercher quoi que ce soit.",
    offline: "Passez hors ligne : coupez le réseau, puis faites juger un enregistrement.",
    isOffline: "Vous êtes hors ligne, et la page fonctionne tout de même.",
    isOnline: "Vous êtes en ligne.",
    hash: "Chaque résultat montre le SHA-256 des octets mêmes qui ont été jugés : vous voyez si c’est bien votre fichier, et s’il est intact.",
  },
  selfTest: {
    title: "Le calcul est-il juste sur cet appareil ?",
    intro:
      "Un des exemples passe par chaque étape dans ce navigateur, et chacune est comparée à ce que la référence en Python en a fait.",
    run: "Lancer l’auto-test",
    running: "En cours…",
    missing: "Les exemples manquent : web/examples.js n’est pas à côté de la page.",
    failed: "L’auto-test s’est interrompu. Rechargez la page et réessayez.",
    alike: "Identique à la référence à chaque étape, dans la marge permise.",
    differs: (stages) =>
      `Diffère de la référence dans : ${stages}. Ne vous fiez pas aux verdicts sur cet appareil ; essayez un autre navigateur.`,
    yes: "identique",
    no: "diffère",
    other: "autre longueur, ou pas un nombre",
    columns: {
      stage: "Étape",
      result: "Résultat",
      distance: "Plus grand écart",
      allowed: "Permis",
    },
    stages: {
      weights: "Empreinte du modèle (SHA-256)",
      decode: "Échantillons décodés",
      mono: "Un canal à partir de deux",
      resample: "Rééchantillonné à 16 kHz",
      window: "Fenêtre de 2 s",
      spectrogram: "Spectrogramme",
      features: "Les deux spectrogrammes",
      probabilities: "Réseau",
      p_fake: "Probabilité calibrée",
    },
  },
  card: {
    waiting: "En attente…",
    listening: "À l’écoute…",
    cancel: "Annuler",
    cancelled: "Annulé.",
    retry: "Juger à nouveau",
    judging: (name) => `Jugement de ${name}`,
    remove: (name) => `Retirer ${name}`,
  },
  verdicts: {
    real: "Probablement une voix réelle",
    fake: "Probablement synthétique",
    unsure: "Impossible à dire",
  },
  sides: { real: "réel", fake: "synthétique", unsure: "indécis" },
  list: {
    filter: "Afficher",
    filters: {
      all: "Tous",
      fake: "Synthétiques",
      real: "Réels",
      unsure: "Indécis",
      failed: "Non jugés",
    },
    sort: "Trier par",
    sorts: {
      added: "Plus récents d’abord",
      name: "Nom",
      verdict: "Verdict",
      probability: "Probabilité de synthèse",
    },
    states: {
      waiting: "En attente…",
      busy: "Écoute…",
      error: "N’a pas pu être jugé",
      cancelled: "Annulé",
    },
    cancelAll: "Tout annuler",
    retryAll: "Juger à nouveau les échecs",
    clear: "Vider la liste",
    empty: "Aucun des enregistrements n’est ainsi.",
    progress: "Enregistrements jugés",
    looking: "Parcours du dossier…",
    noneFound: "Aucun enregistrement n’a été trouvé là.",
    skipped: (n) =>
      n === 1
        ? "Un fichier qui n’est pas un enregistrement a été ignoré."
        : `${n} fichiers qui ne sont pas des enregistrements ont été ignorés.`,
    unreadable: (names) => `Illisibles : ${names}.`,
    more: (n) => (n === 1 ? "1 autre" : `${n} autres`),
    cancelOne: (name) => `Annuler ${name}`,
    retryOne: (name) => `Juger ${name} à nouveau`,
    settled: (settled, all, length) => `${settled} sur ${all} jugés · ${length} de son`,
    allSettled: (all, fake, real, unsure, failed) =>
      `Les ${all} enregistrements sont terminés : ${fake} probablement synthétiques, ${real} probablement réels, ${unsure} indécis, ${failed} non jugés.`,
  },
  exports: {
    csv: "Enregistrer en CSV",
    json: "Enregistrer en JSON",
  },
  report: {
    open: "Rapport",
    title: "Voix réelle ou synthétique ? Rapport sur un enregistrement",
    print: "Imprimer ou enregistrer en PDF",
    close: "Fermer",
    band: (real, fake) =>
      `(réelle en dessous de ${real}, synthétique à partir de ${fake}, entre les deux pas de réponse)`,
    facts: "Ce qui a été jugé, et avec quoi",
    windows: "Extraits jugés",
    every: (n, hop) => `${n}, un toutes les ${hop}`,
    date: "Jugé",
    version: "Logiciel",
    reproduce: "Comment obtenir la même réponse",
    how: (version) =>
      `Avec le fichier et la version ${version} du logiciel installée, comparez les deux SHA-256 et lancez :`,
    noFile:
      "Ceci a été enregistré dans la page. Enregistrez-le dans un fichier et faites juger ce fichier : son rapport pourra être reproduit.",
  },
  result: {
    probability: "Probabilité qu’elle soit synthétique :",
    real: "Réelle",
    synthetic: "Synthétique",
    over: (percent) => `plus de ${percent}`,
    under: (percent) => `moins de ${percent}`,
    announced: (name, verdict, percent) => `${name} : ${verdict}, ${percent} synthétique.`,
    floor: (percent) =>
      `Elle ne descend jamais sous ${percent} : certains moteurs ne laissent rien à reconnaître.`,
    caution: "Un indice, pas une preuve : ne décidez rien d’important là-dessus seul.",
  },
  rates: {
    title: "Combien de fois il se trompe sur de tels enregistrements",
    kinds: {
      clean: "Propre : bande complète, peu de bruit.",
      compressed: "Compressé : un fichier MP3, AAC, Opus ou Vorbis.",
      telephone: "Téléphone : rien au-dessus de 5 kHz.",
      noisy: "Bruité.",
      distorted: "Déformé : enregistré trop fort.",
      short: "Court : moins de deux secondes.",
    },
    falseAlarms: "des voix réelles prises pour synthétiques",
    missedSeen: "des faux manqués, de moteurs appris",
    missedUnseen: "des faux manqués, de moteurs jamais entendus",
    note: (seen, unseen, decided, right) =>
      `Mesuré sur ${seen} enregistrements de test avec des moteurs entendus à l’entraînement et ${unseen} avec des moteurs jamais entendus, réponse forcée. Libre de dire « impossible à dire », il a répondu à ${decided} des derniers, et ${right} des réponses étaient justes.`,
  },
  facts: {
    title: "À propos de ce fichier",
    sha256: "SHA-256 du fichier",
    hashing: "Calcul en cours…",
    noHash:
      "Impossible à calculer ici : le fichier est trop grand ou a changé, ou la page est venue par http non chiffré.",
    noFile: "Enregistré ici : il n’y a pas de fichier.",
    size: "Taille",
    length: "Durée",
    snr: "Passages forts au-dessus des faibles",
    band: "On entend du son",
    upTo: (kilohertz) => `jusqu’à ${kilohertz} kHz`,
    clipped: "Échantillons à la limite",
    model: "SHA-256 du modèle",
  },
  remedies: {
    too_short: "Enregistrez ou choisissez au moins deux secondes de parole.",
    silent:
      "Vérifiez que le bon microphone ou la bonne piste a été enregistré, et parlez plus près.",
    no_speech: "Choisissez un passage où quelqu’un parle.",
    no_voice: "Choisissez un passage où quelqu’un parle, sans musique par-dessus.",
    mostly_no_voice: "Choisissez le passage où quelqu’un parle, ou coupez le reste.",
    undecided: "Quelques secondes de plus de la même voix suffisent souvent à trancher.",
    noisy: "Enregistrez dans une pièce calme et meublée, à une largeur de main de la bouche.",
    narrow_band:
      "Prenez l’enregistrement d’origine plutôt qu’un appel, ou un message vocal plutôt qu’une ligne téléphonique.",
    clipped: "Enregistrez de nouveau avec moins de gain, ou plus loin du microphone.",
    windows_disagree:
      "Regardez les passages un à un : il y a peut-être plusieurs voix, ou de la musique.",
    missing: "Choisissez-le de nouveau : il a peut-être été déplacé ou renommé.",
    not_a_file: "Pour un dossier, utilisez « Choisir un dossier ».",
    unreadable:
      "Choisissez-le de nouveau : il a peut-être été déplacé, modifié ou bloqué par un autre programme.",
    empty: "Copiez-le ou téléchargez-le de nouveau : le transfert a peut-être été coupé.",
    undecodable: "Convertissez-le en WAV, FLAC ou MP3, avec Audacity ou VLC par exemple.",
    no_audio: "Choisissez un autre fichier, ou enregistrez le son lui-même.",
    not_finite: "Exportez-le de nouveau en WAV 16 ou 24 bits.",
    bad_rate: "Convertissez-le en 16 kHz, 44,1 kHz ou 48 kHz.",
    other: "Réessayez ; si cela se reproduit, rechargez la page.",
  },
  settings: {
    close: "Fermer les réglages",
    reset: "Tout réinitialiser",
    kept: "Conservé sur cet appareil seulement.",
    notKept:
      "Ce navigateur ne conserve rien pour la page : les réglages durent jusqu’à sa fermeture.",
    sensitivity: {
      title: "Sensibilité",
      standard: "Équilibrée",
      false_alarms: "Les fausses alertes coûtent plus",
      misses: "Les faux manqués coûtent plus",
    },
    meaning: {
      false_alarms: "Plutôt laisser passer un faux qu’accuser une voix réelle.",
      misses: "Plutôt vérifier deux fois une voix réelle que laisser passer un faux.",
    },
    band: (real, fake) => `« Réelle » sous ${real}, « synthétique » à partir de ${fake}.`,
    rates: (alarms, missedSeen, missedUnseen, decided) =>
      `Mesuré : ${alarms} des voix réelles dites synthétiques ; parmi les faux, dits réels ${missedSeen} (moteurs appris), ${missedUnseen} (jamais entendus) ; une réponse pour ${decided}.`,
    hop: { title: "Une valeur toutes les" },
    theme: { title: "Thème", standard: "Comme le système", light: "Clair", dark: "Sombre" },
    language: { title: "Langue", standard: "Comme le navigateur" },
  },
  timeline: {
    caption: "Au fil du temps : à quel point chaque tranche de 2 secondes semble synthétique",
    table: "La même chose en tableau",
    from: "À partir de",
    probability: "Probabilité de synthétique",
    sounds: "Semble",
  },
  reasons: {
    too_short: "L’enregistrement dure moins d’une demi-seconde : trop court pour être jugé.",
    silent: "L’enregistrement est silencieux, entièrement ou presque.",
    no_speech: "Aucune parole n’a été trouvée : rien ne ressemble à quelqu’un qui parle.",
    no_voice:
      "Aucune voix n’a été trouvée : ce qui s’entend est de la musique, du bruit ou autre chose.",
    mostly_no_voice:
      "L’essentiel de ce qui s’entend n’est pas une voix, et le reste est trop court pour juger.",
    undecided: "Les indices ne penchent assez nettement d’aucun côté.",
    noisy:
      "Il y a beaucoup de bruit ou d’écho ; un enregistrement plus propre permettrait peut-être de trancher.",
    narrow_band:
      "On n’entend rien au-dessus de 5 kHz, comme au téléphone : il manque une grande part de ce qui distingue les voix.",
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
