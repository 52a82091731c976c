"""Which language a text is in, as far as its small words and its letters tell."""

from __future__ import annotations

import re
import unicodedata

from trainer.signals.features import FUNCTION_WORDS
from trainer.signals.spans import words

# Only words that English does not have, or hardly has.
_SMALL_WORDS = {
    "German": "der das und ist nicht ich sie wir ihr mit für auf dem den ein eine einen zu von bei haben hat sind wird werden auch noch schon mir mich ihnen ihre uns aber oder wie heute morgen bitte danke es im am bis um kein keine",
    "Spanish": "el la los las que de en un una es no con por para su se lo le les pero como más muy está hemos usted nosotros siento gracias hola mañana hoy y al del mi me si sí ya son fue nuestra nuestro",
    "French": "le la les des du un une est et vous nous je il elle que qui dans pour pas ne sur avec votre notre mais ou très merci bonjour désolé demain suis avons avez ce cette ces au aux en c'est j'ai",
    "Italian": "il lo la gli le un una è e di che non per con del della sono mi ci vi suo sua grazie buongiorno domani oggi questo questa ma anche più abbiamo nostro nostra dispiace",
    "Portuguese": "o a os as um uma é e de que não para com do da em por seu sua obrigado obrigada bom dia amanhã hoje mas também mais temos nosso nossa desculpe você às são foi",
    "Dutch": "de het een en van is niet ik u wij we met voor op te dat die zijn heeft hebben ook nog maar naar uw ons onze bedankt morgen vandaag sorry er wordt",
    "Polish": "i w na z się nie to jest że do dla pan pani już jak przepraszam dziękuję dzień dobry jutro dziś proszę ale za po co nasz nasza panie są był było nic",
    "Turkish": "ve bir bu için çok ne değil size sizin ben biz ama daha olarak yarın bugün teşekkür özür dilerim mi da de var yok ile",
    "Swedish": "och att det är jag vi inte för på med en ett som har till av ni er vår men tack imorgon idag kan ska",
    "Tagalog": "ang ng mga sa na ka po ko mo ako ikaw kami namin hindi ito ay lang naman pa rin kasi para ninyo kayo naku nang",
    "Romanian": "și este nu în la pe cu pentru că sunt mai dar noi voi vă mulțumesc mâine azi îmi pare rău un o din",
    "Indonesian": "dan yang di ini itu tidak saya kami anda untuk dengan akan ke dari maaf terima kasih besok hari pak bu sudah bisa",
}
_SETS = {name: frozenset(listed.split()) - FUNCTION_WORDS for name, listed in _SMALL_WORDS.items()}
_LETTER = re.compile(r"[^\W\d_]")


def language(text: str) -> str | None:
    """The language when it is surely not English, 'another script' for letters that are not Latin, else None."""
    letters = _LETTER.findall(text)
    if not letters:
        return None
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if foreign / len(letters) > 0.3:
        return "another script"
    found = words(text)
    if len(found) < 3:
        return None
    english = sum(w in FUNCTION_WORDS for w in found) / len(found)
    shares = {name: sum(w in own for w in found) / len(found) for name, own in _SETS.items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] >= 0.15 and shares[best] > 1.5 * english:
        return best
    return None
