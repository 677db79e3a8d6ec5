import { inLanguage } from './locale.ts';

/**
 * Words that our sentences begin with where a language goes on in lower case after a colon. Only such that begin no name:
 * Azure, Batch and programs stay as they are.
 */
const beginnings: Readonly<Record<string, RegExp>> = {
  fr: /^(?:[LD]’|Quelqu’|(?:L[ae]s?|Une?|Des|Ce|Cet|Cette|Ces|Cela|Il|Elle|Ils|Elles|Son|Sa|Ses|Aucune?|Certains|Seule?|Rien|Tous|Toutes|Au|Par|Plus|Selon|Accès|Appel|Arguments|Base|Défaillance|Délai|Dépassement|Division|Erreur|Espace|Exception|Fonction|Formule|Impossible|Mémoire|Nœuds|Programme|Redimensionnement|Syntaxe|Violation|\p{Lu}\p{Ll}+ez(?=[ -]))(?!\p{L}))/u,
  nl: /^(?:De|Het|Een|Er|Dit|Deze|Geen|Alle|Alleen|Elke|Sommige|Iets|Niets?|Wat|In|Van|Meer|Minstens|Slechts|Volgens|Automatisch|Deling|Installeren|Knooppunten|Onvoldoende|Opslagaccount|Overloop|Pakketten|Stackoverloop|Toegang|Toegangsfout|Verkeerde|Versies)(?!\p{L})/u,
};

const findBeginning = inLanguage((locale) => beginnings[locale.split('-', 1)[0] ?? '']);

/** A sentence of ours as it goes on after a colon: in lower case where the language has it so. */
export function continueAfterColon(sentence: string): string {
  return findBeginning()?.test(sentence) === true ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
