/** What stands around every page, and the pages that everybody may reach. */
export const frameFr = {
  languageName: 'Français',
  frame: {
    skip: 'Aller au contenu',
    languages: 'Langue',
    /** Before the title of a page that gives back a form. */
    error: 'Erreur',
    /** First word EXERCICE / DÉMONSTRATION: a test never looks like the real thing. */
    demonstration:
      'DÉMONSTRATION : une crue passée est rejouée. Les repères, les contacts et les consignes sont inventés.',
    exercise:
      'EXERCICE : ceci n’est pas une vraie alerte. Les alertes de cette installation servent à s’entraîner : ne comptez pas sur elles.',
    logIn: 'Accès mairie',
    logOut: 'Se déconnecter',
    loggedInAs: (name: string) => `Session : ${name}`,
    allCommunes: 'Toutes les communes',
    mayorPages: 'Alertes',
    staffPage: 'Services',
    caughtMail: 'Courriels (démo)',
    /** Before the instant at which the page was made. */
    madeAt: 'Page mise à jour le',
    footer:
      'Service local d’alerte aux crues. Il complète les alertes de l’État (Vigicrues, préfecture, FR-Alert) et ne les remplace pas.',
    localTime: (timeZone: string) => `Toutes les heures sont locales (${timeZone}).`,
  },
  errors: {
    notFound: 'Page introuvable',
    notFoundText: 'Cette page n’existe pas, ou elle n’est pas pour vous.',
    forbidden: 'La page a expiré',
    forbiddenText: 'Rien n’a été changé. Revenez en arrière, rechargez la page et recommencez.',
    tooLong: 'Texte trop long',
    tooLongText: (kB: number) =>
      `Rien n’a été changé. Ce que vous avez envoyé dépasse ${kB} Ko : aucun formulaire n’en demande autant. Revenez en arrière : votre navigateur y garde d’ordinaire ce que vous avez écrit. Copiez-le, puis raccourcissez-le ou envoyez-le en plusieurs fois.`,
    tooMany: 'Trop de demandes',
    tooManyText: 'Rien n’a été changé. Attendez quelques minutes puis recommencez.',
    broken: 'Une erreur est survenue',
    brokenText: 'Le service a rencontré une erreur ; elle est enregistrée. En cas de danger, appelez le 112.',
    /** Where somebody did something, and did not only look. */
    brokenDeedText:
      'Le service a rencontré une erreur ; elle est enregistrée. Ce que vous venez de faire n’a peut-être pas été pris en compte : revenez à la page et regardez ; si ce n’est pas le cas, recommencez dans une minute. En cas de danger, appelez le 112.',
    /** Another program holds the database. */
    held: 'Rien n’a été fait : recommencez',
    heldText:
      'Le service est occupé un instant par un autre travail, une sauvegarde par exemple : ce que vous venez de faire n’a pas été pris en compte. Attendez quelques secondes, revenez à la page et recommencez. En cas de danger, appelez le 112.',
    /** Leads to the page on which something was done that was perhaps not taken. */
    lookAgain: 'Revenir à la page pour recommencer',
    badRequest: 'Demande incomprise',
    badRequestText: 'Rien n’a été changé. Revenez en arrière et vérifiez ce que vous avez saisi.',
    /** Above what the reader had written into a form that was not taken. */
    written: 'Ce que vous aviez écrit, à copier',
  },
  /** A local time that somebody typed, in the nights in which clocks are changed. */
  typedTime: {
    twice:
      'Rien n’a été pris en compte : cette heure a existé deux fois (changement d’heure). Dites laquelle des deux.',
    never:
      'Rien n’a été pris en compte : cette heure n’a pas existé, les horloges ont été avancées (changement d’heure).',
    which: 'Cette heure a existé deux fois cette nuit-là. Laquelle ?',
  },
  home: {
    title: 'La rivière, commune par commune',
    intro: 'Choisissez votre commune pour voir la situation et recevoir les alertes.',
    /** The same where the town sends no mail. */
    introUnmailed: 'Choisissez votre commune pour voir la situation et ce qu’il faut faire.',
    noCommune: 'Aucune commune n’est encore suivie.',
    search: 'Votre commune',
    find: 'Chercher',
    noneNamed: (typed: string) => `Aucune commune suivie ici ne s’appelle ainsi : ${typed}`,
    all: 'Toutes les communes',
  },
  login: {
    title: 'Accès mairie et services',
    intro: 'Réservé aux élus et aux services. Les habitants n’ont pas besoin de compte.',
    account: 'Compte',
    password: 'Mot de passe',
    send: 'Se connecter',
    /** To whoever was woken and comes by the link in a message. */
    without:
      'Pas de mot de passe sous la main ? Pour dire que vous vous occupez de l’alerte, il n’en faut pas : le lien ou le code du message reçu suffit.',
    wrong: 'Compte ou mot de passe inconnu. Rien n’a été changé.',
    wait: (minutes: number) => `Trop d’essais. Attendez ${minutes} min puis recommencez.`,
    /** While another program holds the database. */
    loggedOutHere: 'Session fermée sur cet appareil',
    loggedOutHereText:
      'Votre session est fermée. Le service, occupé par un autre travail, l’enregistrera dès que possible : s’il redémarre avant, une copie de vos cookies serait de nouveau valable. Si quelqu’un a pu les copier, demandez un nouveau mot de passe, qui met fin à toutes vos sessions.',
    expired: 'La page avait expiré. Saisissez de nouveau le mot de passe.',
    code: {
      title: 'Code de connexion',
      intro: 'Le mot de passe est bon. Saisissez les 6 chiffres qu’affiche l’application de codes de votre téléphone.',
      code: 'Code',
      wrong:
        'Ce code n’est pas le bon, ou a déjà servi. Vérifiez-le, ou attendez que l’application en affiche un autre.',
      hint: 'Pas de téléphone sous la main ? Prenez un des codes à 8 chiffres de votre feuille : chacun ne sert qu’une fois. Ensuite, ce navigateur ne demandera plus de code pendant 30 jours.',
      other: 'Revenir au mot de passe',
    },
    demo: 'Comptes de la démonstration',
    demoHint: 'Ces comptes n’existent que dans cette démonstration.',
    role: 'Rôle',
  },
  mail: {
    title: 'Courriels de la démonstration',
    intro: 'Ces courriels ont été retenus sur cette machine : aucun n’est parti.',
    empty: 'Aucun courriel pour l’instant.',
    to: 'À',
    back: 'Tous les courriels',
  },
  roleName: { mayor: 'Mairie', staff: 'Services' },
};
