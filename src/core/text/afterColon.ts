import { inLanguage } from './locale.ts';

/**
 * First words of this product's sentences, in languages that continue in lowercase after a colon. Excludes words that
 * start a name: Azure, Batch and programs stay unchanged.
 */
const beginnings: Readonly<Record<string, RegExp>> = {
  fr: /^(?:[LD]’|Quelqu’|(?:L[ae]s?|Une?|Des|Ce|Cet|Cette|Ces|Cela|Il|Elle|Ils|Elles|Son|Sa|Ses|Aucune?|Certains|Seule?|Rien|Tous|Toutes|Au|Par|Plus|Selon|Accès|Appel|Arguments|Base|Défaillance|Délai|Dépassement|Division|Erreur|Espace|Exception|Fonction|Formule|Impossible|Mémoire|Nœuds|Programme|Redimensionnement|Syntaxe|Violation|\p{Lu}\p{Ll}+ez(?=[ -]))(?!\p{L}))/u,
  nl: /^(?:De|Het|Een|Er|Dit|Deze|Geen|Alle|Alleen|Elke|Sommige|Iets|Niets?|Wat|In|Van|Meer|Minstens|Slechts|Volgens|Automatisch|Deling|Installeren|Knooppunten|Onvoldoende|Opslagaccount|Overloop|Pakketten|Stackoverloop|Toegang|Toegangsfout|Verkeerde|Versies)(?!\p{L})/u,
};

const findBeginning = inLanguage((locale) => beginnings[locale.split('-', 1)[0] ?? '']);

/** Returns a sentence for use after a colon: in lowercase if the language requires it. */
export function continueAfterColon(sentence: string): string {
  return findBeginning()?.test(sentence) === true ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
