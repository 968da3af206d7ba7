/** Who is behind the site, what becomes of people's data, accessibility: said to the public, so nothing that is not so. */
export const aboutFr = {
  about: {
    title: 'À propos de ce site',
    /** Links in the foot of every page. */
    link: 'Mentions légales',
    dataLink: 'Données personnelles',
    /** With the level that a French public site must show on every page. */
    accessibilityLink: {
      full: 'Accessibilité : totalement conforme',
      partial: 'Accessibilité : partiellement conforme',
      none: 'Accessibilité : non conforme',
      outdated: 'Accessibilité : non conforme (audit trop ancien)',
      unaudited: 'Accessibilité : non conforme (aucun audit)',
    },
    notFilledIn: 'non renseigné',
    incomplete:
      'Cette page n’est pas complète : ce qui porte la mention « non renseigné » n’a pas encore été rempli par l’éditeur du site.',
    publisher: {
      title: 'Mentions légales',
      name: 'Éditeur',
      address: 'Adresse',
      phone: 'Téléphone',
      email: 'Courriel',
      director: 'Directeur de la publication',
      host: 'Hébergeur',
    },
    data: {
      title: 'Vos données personnelles',
      controller: 'Responsable du traitement',
      /** Before the list of communes that decide for themselves. */
      otherControllers: 'Pour ces communes, le responsable du traitement est un autre :',
      /** Of the data protection officer of a commune, or of the publisher. */
      officer: 'Délégué à la protection des données',
      purpose: 'À quoi elles servent',
      what: 'Ce qui est enregistré',
      basis: 'Base légale',
      bases: {
        consent: 'votre consentement (RGPD, article 6.1.a) ; vous pouvez le retirer à tout moment',
        'legal-obligation': 'une obligation légale (RGPD, article 6.1.c)',
        'public-task': 'une mission d’intérêt public (RGPD, article 6.1.e)',
      },
      kept: 'Pendant combien de temps',
      residents: {
        title: 'Si vous vous inscrivez aux alertes',
        purpose:
          'Vous prévenir quand la mairie donne une consigne en cas de crue, et quand c’est fini. À rien d’autre.',
        what: {
          email: 'votre adresse de courriel',
          sms: 'votre numéro de téléphone, si vous demandez des SMS',
          push: 'l’adresse de votre navigateur auprès de son service de notifications et ses clés, si vous demandez des notifications',
        },
        always: 'la commune, la langue et vos heures calmes',
        kept: 'Jusqu’à votre désinscription : tout est alors effacé aussitôt. Votre inscription est aussi effacée si votre adresse de courriel n’existe plus, c’est-à-dire si son serveur l’a dit pour au moins trois messages de suite, sur sept jours ou plus. Une demande que vous n’avez pas confirmée ne vaut plus rien après sept jours ; elle est effacée dans la journée qui suit. Pour limiter les abus, une empreinte de l’adresse ou du numéro compte pendant un jour ; elle est effacée avec la demande suivante, de qui que ce soit. La liste des messages envoyés est gardée sans limite, sous un numéro d’ordre : jamais avec votre adresse ni votre numéro.',
        free: 'L’inscription est libre. Sans elle, vous ne recevez pas de message ; les pages de ce site restent ouvertes à tous.',
      },
      nobodySubscribes:
        'Ce site n’envoie pas de message aux habitants : il n’enregistre ni leur adresse ni leur numéro.',
      officials: {
        title: 'Si vous êtes élu, agent ou contact d’astreinte',
        purpose: 'Vous prévenir, vous demander de répondre et de décider, et garder trace de ce qui a été décidé.',
        what: 'Votre nom, votre fonction, votre adresse de courriel et, s’il est donné, votre numéro de téléphone ; si vous avez un compte, une empreinte de votre mot de passe ; ce que vous faites et écrivez dans ce service, avec la date et l’heure.',
        kept: 'Vos coordonnées et votre compte : jusqu’à ce qu’ils soient retirés. Ce qui a été envoyé, répondu, décidé et écrit est gardé sans limite et ne peut pas être modifié ; de même une empreinte de l’adresse et du numéro où un message d’essai a été envoyé.',
      },
      visitors: {
        title: 'Si vous consultez seulement ce site',
        text: 'Aucune mesure d’audience, aucun traceur. Le service ne note vos visites dans aucun fichier. Pour limiter les abus, il compte les demandes de chaque adresse réseau, en mémoire vive : une adresse y reste jusqu’à ce que de plus récentes prennent sa place, et au plus tard jusqu’à l’arrêt du service. L’hébergeur peut tenir ses propres journaux.',
      },
      backups:
        'Les sauvegardes contiennent ce qui était enregistré quand elles ont été faites ; l’éditeur décide combien de temps il les garde.',
      recipients: {
        title: 'Qui les reçoit',
        publisher: 'les personnes habilitées par l’éditeur et par la commune',
        host: 'l’hébergeur du site',
        residents: 'les habitants inscrits : le nom de qui décide de les prévenir ou mène un exercice, dans le message',
        email: 'le serveur de messagerie qui envoie les courriels',
        sms: 'l’opérateur qui envoie les SMS : le numéro et le texte',
        voice: 'l’opérateur qui appelle les élus et les contacts : le numéro et le texte lu',
        push: (services: string) =>
          `si vous demandez des notifications, le service de votre navigateur, parmi ceux-ci : ${services}. Il apprend que cet appareil a reçu un message, et quand ; il ne peut pas le lire. Il peut se trouver hors de l’Union européenne.`,
        machines:
          'les machines que la commune fait prévenir de ce qui est dit aux élus et aux services : le nom de qui a répondu ou décidé',
        /** Before those whom the publisher names. */
        named: 'sous-traitants que l’éditeur nomme :',
        noOther: 'Rien n’est vendu ni donné à d’autres. Aucune décision n’est prise sur vous par une machine.',
      },
      rights: {
        title: 'Vos droits',
        list: [
          'Voir ce qui est enregistré sur vous, le faire corriger ou effacer.',
          'Demander que son usage soit limité, ou vous y opposer.',
          'Si vous avez donné votre consentement : le retirer, et recevoir vos données pour les porter ailleurs.',
        ],
        leave: {
          message: 'Pour vous désinscrire, le lien dans chaque message suffit.',
          push: 'Pour ne plus recevoir de notifications, ouvrez la page de la commune dans le même navigateur : un bouton y efface l’inscription. Elle est effacée aussi quand votre navigateur ne peut plus être joint.',
        },
        how: 'Pour tout autre droit, écrivez au délégué à la protection des données ou à l’éditeur.',
        complaint: (authority: string) => `Vous pouvez aussi déposer une réclamation auprès de : ${authority}.`,
        anyAuthority: 'l’autorité de protection des données de votre pays, en France la CNIL (www.cnil.fr)',
      },
    },
    cookies: {
      title: 'Cookies',
      none: 'Les pages ouvertes à tous n’en déposent aucun.',
      login: [
        'La page de connexion des élus et des services en dépose un, qui porte la session : il s’efface au bout de douze heures sans activité.',
        'Après une connexion, un second reconnaît le navigateur pendant un an, pour que les essais d’un inconnu ne bloquent pas le titulaire du compte, et pour ne pas redemander avant trente jours un code qui y a été donné.',
      ],
      push: 'Si vous demandez des notifications, votre navigateur garde un petit programme qui les affiche, jusqu’à ce que vous les arrêtiez.',
    },
    accessibility: {
      title: 'Accessibilité',
      law: 'L’article 47 de la loi n° 2005-102 du 11 février 2005 demande qu’un site public soit accessible ; le RGAA 4.1 dit comment.',
      state: {
        full: 'État : totalement conforme.',
        partial: 'État : partiellement conforme.',
        none: 'État : non conforme.',
        outdated: 'État : non conforme. Le dernier audit a plus de trois ans, et ne compte plus.',
        unaudited:
          'État : non conforme. Personne n’a encore audité ce site selon le RGAA ; sans audit, un site est tenu pour non conforme, quel que soit son état réel.',
      },
      found: (by: string, on: string, percent: string) =>
        `Selon l’audit du ${on} (${by}), ${percent} % des critères applicables sont respectés.`,
      checked:
        'Ce qu’une machine a vérifié : à chaque version du logiciel, axe-core examine dans Chromium chaque sorte de page, en français et en anglais, sur téléphone et sur ordinateur, en clair et en sombre, selon les règles WCAG 2.2 A et AA qu’un programme sait juger. Il ne laisse qu’un écart, voulu : des pages suivies en direct se rechargent d’elles-mêmes, et un lien l’arrête.',
      notChecked:
        'Ce que personne n’a vérifié : les auteurs du logiciel ne l’ont fait essayer ni par des personnes handicapées ni par un expert, et un programme ne juge qu’une partie des critères.',
      notAccessible: 'Contenus non accessibles',
      plan: 'Schéma pluriannuel de mise en accessibilité',
      contact: 'Une page vous reste fermée, ou il vous la faut sous une autre forme ? Dites-le à l’éditeur :',
      appeal:
        'Sans réponse satisfaisante, vous pouvez en France saisir le Défenseur des droits : www.defenseurdesdroits.fr, un de ses délégués près de chez vous, ou par courrier sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.',
    },
    sources: {
      title: 'D’où viennent les mesures',
      intro: 'Niveaux d’eau et pluies :',
      own: 'Stations dont l’éditeur ne nomme pas le propriétaire :',
    },
    software: {
      title: 'Logiciel',
      text: 'Ce site fonctionne avec Amont, logiciel libre fourni sans garantie.',
      licence: 'Licence Apache 2.0',
    },
  },
};
