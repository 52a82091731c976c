"""Words and turns of phrase by which a reply shows what it does, each under a name that a reason can use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from trainer.signals.spans import Span, plain

_FEELING = (
    r"angry|anger|upset|upsetting|worried|worry|worrying|scared|scary|afraid|fear|frightened|frustrat\w+|fed up|furious|livid|annoy\w+|disappoint\w+|"
    r"let down|stress\w*|exhaust\w+|embarrass\w+|humiliat\w+|insult\w+|awful|horrible|dreadful|terrible|miserable|hurt\w*|painful|sick of|lonely|ashamed|"
    r"anxious|nervous|panic\w*|desperate|helpless|ignored|forgotten|abandoned|cheated|tired|shock\w*|heartbreak\w*|heartbroken|nightmare|tough|rough|"
    r"a lot to|hard (?:for|on|to)|the last thing you|gutted|sickening|maddening|infuriat\w+|grief|griev\w+|unfair|dignity|trust"
)
_TIME = (
    r"today|tonight|tomorrow|this (?:morning|afternoon|evening|week)|(?:by|before|until|till|at|on|from|after) (?:mon|tue|wed|thu|fri|sat|sun)\w*|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tue|wed|thu|thurs|fri|sat)\b|noon|midday|midnight|lunch ?time|"
    r"\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|o'clock|h\b|uhr)|(?:by|at|before|until|till|after|around|past) (?:half past )?\d{1,2}(?:[:.]\d{2})?\b(?! ?(?:%|percent|euro|pounds|dollars))|"
    r"(?:in|within) (?:an|a|one|two|three|four|five|ten|\d+)\s?(?:-? ?(?:to|or) ?\d+ ?)? ?(?:min\w*|hours?|hrs?|days?|weeks?|working days?)|"
    r"\d+ (?:minutes?|mins?|hours?|hrs?|days?|weeks?)|the \d{1,2}(?:st|nd|rd|th)|\d{1,2}(?:st|nd|rd|th)|(?:january|february|march|april|june|july|august|september|october|november|december)\b|"
    r"end of (?:the )?(?:day|week)|first thing|right now|straight away|already (?:done|sent|booked)|half past|quarter (?:to|past)|within the hour"
)
_SOURCES: Mapping[str, str] = {
    # empathy
    "stock_sympathy": (
        r"\bi (?:truly |really |totally |completely |fully |do |can )*(?:hear|understand|get|appreciate|feel) (?:you(?:r (?:frustration|concern|pain|feelings?|disappointment)s?)?|how (?:you feel|frustrating|upsetting|"
        r"difficult|stressful)\b[^.!?]{0,25}|that this (?:is|must be) (?:frustrating|difficult))(?=[.,!;]|$| and | but )|"
        r"(?:any|the) inconvenience|your feelings are (?:valid|completely valid|important)|thank(?:s| you)(?: so much| very much)? for (?:your (?:patience|understanding|feedback|loyalty|trust|transparency)|reaching out|sharing)|"
        r"we (?:truly |really |deeply |do )?(?:value|appreciate) (?:you|your)|your (?:concerns?|satisfaction|feedback|trust) (?:is|are|has been|have been|means|matters)|we take (?:this|all|your)[^.!?]{0,25}seriously|"
        r"valued (?:customer|client)|we(?:'re| are) (?:all )?in this together|sincerest? apolog\w+|sorry to hear (?:that|this|about)|above and beyond|at the heart of (?:everything|what) we"
    ),
    "apology": r"\b(?:so |very |really |truly |terribly )?sorry\b|\bapolog\w+|\bforgive (?:me|us)\b|\bmy bad\b|\bour bad\b|\bpardon\b",
    "feeling": rf"\b(?:{_FEELING})\b",
    "validation": (
        r"\bno wonder\b|\bof course (?:you|it|that|she|he|they)(?:'re|'s|'d| are| is| were| was| feel| want| would)|\bany(?:one|body) (?:would|'d)\b|\bi(?:'d| would)(?: have)? (?:be|been|feel|felt|want|think|ask|hate|have been)\b[^.!?]{0,40}(?: too| as well| the same|in your (?:place|shoes|seat))?|"
        r"\bmakes? sense\b|\bevery right\b|\bright to (?:be|ask|feel|expect|want|say|push|raise|complain|worry)|\bunderstandabl[ey]\b|\bthat(?:'s| is) (?:only )?(?:fair|natural|reasonable|a fair)|\b(?:only|just|quite|perfectly) (?:natural|reasonable|human)\b|"
        r"\bnot (?:a fuss|being (?:difficult|silly|fussy|unreasonable)|silly|unreasonable|too much to ask|petty)|\bwho wouldn't\b|\bisn't (?:a fuss|silly|much to ask|nothing)|\b(?:don't|can't|couldn't) blame you\b|\byou(?:'re| are) (?:absolutely |quite |totally |dead )?right\b|"
        r"\bfair (?:enough|question|point|ask)\b|\bgood (?:question|reason)\b|\bshouldn't have to\b|\bnobody should\b|\bno one should\b|\byou(?:'ve| have) been (?:more than )?patient\b|\bi see why\b|\bi can see (?:why|how|what)\b|\bi get why\b"
    ),
    "you_feel": (
        rf"\b(?:you(?:'re|'ve|'d|'ll| are| were| have| must| feel| felt| had| sat| stood| waited| lost| paid| spent| came| rang| called| trusted| asked| can't| couldn't)|must (?:be|feel|have)|that(?:'s| is| was)|it(?:'s| is| was)|sounds?|feels?|leaves? you|left you|makes? you|made you|cost you|put you)\b[^.!?]{{0,60}}\b(?:{_FEELING})\b"
    ),
    "cost_retold": (
        r"\byou(?:'ve| have| had)? (?:been (?:waiting|left|without|chasing|told|sitting|ringing)|waited|sat|stood|lost|paid|spent|trusted|rang|called|asked (?:twice|three)|chased|drove|stayed|missed|had to)\b|"
        r"\b(?:on top of|with (?:your|the|two|three|a|no)\b|riding on|at stake|and (?:now|still|then) (?:you|nobody|no one|nothing)|left (?:you|standing|sitting|waiting)|without (?:a|any|your|heat|power|hot))"
    ),
    "minimising": (
        r"\bonly (?:a|an|one|two|\d+)\b|\bit's (?:just|only)\b|\bnot the end of the world\b|\bcalm(?:ing)? down\b|\brelax\b|\boverreact\w*|\bno big deal\b|\bbig deal\b|\bhappens (?:all the time|to every\w+|sometimes|a lot)\b|\bno need to (?:shout|be|get|panic|swear|worry)\b|"
        r"\bat least\b|\bit's (?:quite |totally |very )?(?:normal|standard|common)\b|\bchill\b|\bcould be worse\b|\bcheer up\b|\bdon't (?:be|get) (?:so|silly|like that|upset|emotional|angry|dramatic)|\bthese things happen\b|\bget over it\b|\btake it easy\b|\bnot that bad\b|\b(?:all )?in your head\b|\bimagin(?:ing|ed) (?:it|things|this)\b|\bonly you\b|"
        r"\bdrama\w*|\bfuss\b(?<!not a fuss)|\bhardly (?:a|the)\b|\bother (?:people|customers|clients) (?:are|have|wait)|\bwhatever\b(?! you)|\bcome on\b|\bnobody (?:died|else|has ever)\b|\bsurely\b"
    ),
    # clarity
    "vague_time": r"\bsoon\b|\bshortly\b|\basap\b|\bat some point\b|\bin due course\b|\bin the (?:near future|coming)\b|\bsome ?time\b|\ba (?:little|bit of) (?:while|time|patience)\b|\bas (?:soon|quickly|fast) as (?:possible|we can|i can)\b|\beventually\b|\bone of these days\b|\bin a bit\b|\blater on\b|\bwhen (?:we|they|i) (?:can|get)\b",
    "vague_who": r"\bsomeone\b|\bsomebody\b|\bthe (?:team|relevant|right|responsible|appropriate) (?:team|department|person|people|colleague)?\b|\b(?:they|one) (?:will|should|might)\b|\bpeople (?:are|will)\b",
    "vague_what": r"\blook(?:ing)? into\b|\bsort (?:it|this|that|something|things)\b|\bsee what (?:we|i|can|could|might|there)\b|\bsome(?:thing|how)\b|\bstuff\b|\bthings?\b|\bdeal with it\b|\bwork on it\b|\btake care of (?:it|this|that|things)\b|\bnext steps\b|\ba way forward\b|\bdo (?:our|my) best\b|\btry (?:and|to)\b|\bon it\b|\bworking on\b",
    "hedge": r"\bmaybe\b|\bperhaps\b|\bmight\b|\bprobably\b|\bpossibly\b|\bi (?:think|guess|suppose|believe|hope)\b|\bcould be\b|\bor so\b|\bkind of\b|\bsort of\b|\bi'm not (?:really )?sure\b|\bhopefully\b|\bif possible\b|\bnormally\b|\busually\b|\bshould be\b|\bapparently\b",
    "filler": r"\bum+\b|\buh+\b|\ber+m?\b|\byou know\b|\bi mean\b|\blike\b(?= (?:i|we|you|it|the|a|so|um|maybe|an)\b)|\bbasically\b|\banyway\b|\bso yeah\b|\byeah no\b|\bwell\b(?=,)|\bas it were\b|\bobviously\b|\bliterally\b|\bhonestly\b",
    "time": rf"(?:{_TIME})",
    "amount": r"[£$€]\s?\d[\d.,]*|\d[\d.,]*\s?(?:%|percent|euros?|pounds?|dollars?|quid|bucks|k\b|gbp|usd|eur|p\b|miles|km|kg|pages|places|seats|copies)",
    "number": r"\b\d[\d.,:]*\b",
    "name": r"(?<=[a-z,;:] )(?!I\b|I'|OK\b)[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?",
    "acronym": r"\b(?!OK\b|TV\b|PDF\b|UK\b|US\b|USA\b|EU\b|PM\b|AM\b|VIP\b|ID\b|SMS\b|CEO\b|IT\b|NOT\b|DVD\b|FAQ\b|NHS\b|VAT\b|THE\b|AND\b|YOU\b)[A-Z][A-Z0-9]{1,6}s?\b",
    "unknown_said": r"\b(?:i|we) (?:don't|do not|can't|cannot|couldn't) (?:yet )?(?:know|say|tell you|promise|confirm|guarantee|see)(?: (?:yet|for sure|why|who|when|if|whether|how|what|that|it|now))?|\bnot (?:yet )?(?:known|sure yet|certain yet)\b|\b(?:i'm|i am|we're) not sure (?:yet|why|if|whether|how|when)|\bwhat i (?:don't|can't)\b|\bno idea yet\b|\bdunno\b|\bcan't speed\b|\bi won't (?:guess|pretend|promise)\b|\bdon't want to guess\b",
    "confirms": r"\b(?:is|does|did|have|was|would) (?:that|it|this|i) (?:clear|make sense|right|correct|cover|what you|understood|got|get|sound|work|help|answer|how you)|\bhave i (?:got|understood|missed)\b|\bdid i (?:get|understand|miss)\b|\bcorrect me\b|\bright so far\b|\bif i(?:'ve| have)? (?:understood|got|heard)",
    # non-defensive
    "blames_client": (
        r"\byou (?:should(?:n't| not)?(?:'ve| have)?|could have|didn't|did not|never|failed to|forgot|signed|agreed|chose|clicked|ticked|ordered|were (?:informed|the one)|clearly|obviously|refused|insisted|asked for (?:this|it)|have to (?:read|understand)|need to (?:read|understand|calm))\b|"
        r"\bdid you (?:even |actually |not )?(?:read|check|look|try|listen)\b|\bas i(?:'ve| have)? (?:already )?(?:told|said|explained|mentioned)|\blike i (?:said|told)|\bi(?:'ve| have)? already (?:told|said|explained)|\byour (?:own )?(?:fault|mistake|responsibility|problem|choice|decision)\b|"
        r"\byou people\b|\bpeople like you\b|\bif you(?:'d| had)(?: only| just)? (?:read|told|checked|called|rung|asked|listened|come|sent|done|kept|paid|filled)|\bnext time\b|\b(?:maybe|please|just|try to|kindly) (?:read|check|look|listen)\b[^.!?]{0,30}|\bit (?:says|said|is written|was written)(?: (?:so|in|on|right|clearly))|"
        r"\bin (?:bold|the (?:contract|terms|email|letter|small print|confirmation)|your (?:contract|terms))|\byour (?:side|end)\b|\bread the\b|\bhow (?:dare|hard)\b|\bwhat (?:do|did) you expect\b|\bask(?:ed)? for it\b|\bwhose fault\b|\bwith that (?:tone|attitude)\b|\bwaste (?:my|our) time\b|\bi don't (?:care|appreciate (?:the|your|being))|\bsigned (?:it|off|for|the)\b"
    ),
    # said to a client's face: the codebook's own examples of going against them
    "reproach": (
        r"\bas (?:i|we)(?:'ve| have| already)* (?:already )?(?:told|said|explained|mentioned)\b(?! (?:on|at|in|by|this morning|yesterday|before,))|\byour own (?:fault|mistake|doing|problem|error)\b|\b(?:that's|it's|this is|that is|it is|that was|it was) (?:really |entirely |clearly )?(?:on you\b|your (?:own )?(?:fault|mistake|doing|problem)\b)|"
        r"\byou should(?:'ve| have|ve) (?:read|checked|thought|called|rung|asked|said|looked|listened|known|paid|come)\b|\b(?:maybe|perhaps|next time),? (?:you should |you could |try to |just |please |do )?(?:read|think|check|look|listen)\b|\bdid(?:n't)? you (?:even|not|actually) (?:read|look|check|listen|bother)\b|\byou(?:'ve)? (?:only )?(?:got )?(?:yourself|only yourself) to (?:blame|thank)\b|"
        r"\bif you(?:'d| had) (?:just |only |bothered )?(?:read|listened|bothered|paid attention)\b|\byou people\b|\bdon't (?:you )?(?:shout at|take that tone|blame (?:me|us)|snap at|get loud)\b|\bwith that (?:tone|attitude)\b|\byou signed (?:it|for it|it off),? (?:so|didn't|and now)|\byou (?:clearly|obviously) (?:didn't|don't|haven't|can't|did not)\b|\byou (?:never|didn't) (?:even )?(?:bother|read|listen|follow)\w*\b"
    ),
    "shifts": (
        r"\b(?:that's|it's|it is|is|was|wasn't|isn't|it was) (?:not |nothing to do with )(?:us|me|my|our|up to|down to|really (?:us|our|my))\b|\b(?:isn't|wasn't|aren't|is not|was not) (?:really |entirely |only |just |all )*(?:our|my) (?:own )?(?:fault|mistake|problem|department|doing|responsibility|error)\b|\bnot (?:our|my) (?:fault|problem|department|decision|area|job|call|doing|responsibility|equipment|side)\b|\bnothing to do with (?:us|me)\b|\b(?:the|our|my|a) (?:supplier|landlord|system|policy|policies|previous|courier|carrier|manufacturer|"
        r"head office|management|boss|manager|other (?:team|department|shift)|night shift|night team|warehouse|depot|insurer|contractor|regulator|software|computer|database|weather|traffic|bank)\b|\bcolleagues?\b|\bbilling\b|\baccounts\b|\bsales\b(?! are)|\bpolicy\b|\brules?\b|\bhands are tied\b|"
        r"\bnobody (?:told|informed|passed|said)\b|\bno one (?:told|informed)\b|\bwasn't (?:me|my|us|our|here|on shift)\b|\bi wasn't\b|\bi(?:'m| am) (?:only|just|new)\b|\bi (?:only|just) (?:work|started|do|answer|follow)\b|\bbefore my time\b|\bshort[- ]?staffed\b|\bunderstaffed\b|\bbusy\b|\blawyers? (?:say|said)\b|\bsupposed to\b"
    ),
    "argues": r"\bto be fair\b|\bin fairness\b|\bin (?:our|my) defen[cs]e\b|\bwith (?:all due )?respect\b|\btechnically\b|\bactually\b|\byes,? but\b|\bsorry,? but\b|\bi understand,? but\b|\bi hear you,? but\b|\bbut (?:you|honestly|come on|still|that's (?:not|just)|it's (?:not|just))\b|\bhowever\b|\bthat(?:'s| is) (?:just )?not (?:true|correct|right|fair|what|how)\b|\bas per\b|\bstrictly speaking\b|\bthe fact is\b|\bfor the record\b|\bdisagree\b|\bit clearly\b",
    "owns": (
        r"\b(?:our|my) (?:own )?(?:fault|mistake|error|slip|miss|oversight|failure|doing|mess|blunder|job|end|part|responsibility|omission|screw[- ]?up|cock[- ]?up)\b|\b(?:that|it|this)(?:'s| is| was|'s all)? (?:entirely |all |completely )?(?:on (?:us|me)|(?:ours|mine)|me|us|down to (?:us|me))\b|\b(?:i|we)(?:'ve| have)? (?:got (?:it|this|that) wrong|messed|missed|forgot|dropped|"
        r"should(?:'ve| have)|failed|let you down|left (?:you|it|a|the|that|on)|broke|lost|overlooked|misread|misheard|mixed|didn't (?:call|ring|tell|check|test|write|send|answer|ask|say|do|read|pass|put|warn|follow|reply|listen|come|look|let)|never (?:called|rang|told|checked|wrote|sent|answered|asked|said)|"
        r"told you (?:wrong|the wrong|something)|gave you (?:the )?wrong|sent (?:you )?the wrong|owe you|own (?:that|it|this)|take (?:full )?(?:responsibility|ownership|the blame)|take that|put (?:it|the) wrong|charged (?:you )?(?:twice|wrong)|wronged)\b|\bi was (?:wrong|too)\b|\bwe were (?:wrong|late|slow)\b|\bwrong of (?:me|us)\b|\bwe (?:closed|sent|booked|launched|double|billed|cut)\b"
    ),
    "invites": (
        r"\bwhat (?:else )?(?:did|have|do|am|are|should|could|would) (?:i|we)(?: still| also| really)? (?:miss\w*|get wrong|got wrong|not|overlook\w*|have (?:done|said)|do (?:better|differently)|need to|forget|leave out|left out)|\btell me (?:more|what|where|if|how|about|which|when|everything|straight|honestly|off)\b|\bthank(?:s| you)(?: \w+){0,2} for (?:telling|saying|being (?:so )?(?:straight|honest|blunt|frank|open|direct|clear)|raising|pointing|"
        r"flagging|calling (?:it|this|me|us)|the (?:honest|straight|blunt|push|warning|heads)|pushing|not (?:letting|just)|coming (?:back|to)|writing|bringing|catching|spotting|asking)|\bif (?:i|we)(?:'ve| have)? (?:missed|got (?:it|that|this|anything)|left|still)|\banything (?:i|we|else)(?:'ve| have)? (?:missed|got wrong|left|that|you|we|i)|\bwhat else\b|\bi(?:'d| would) (?:rather|want to|like to|sooner|really like to) (?:know|hear)|"
        r"\bdon't hold back\b|\bsay (?:it|so)\b|\bglad you (?:said|told|asked|called|raised|wrote)|\bgood (?:that|thing) you (?:said|told|asked|called|raised|wrote)|\bwhat (?:went|felt|was) (?:wrong|worst|missing)|\bwhat did (?:she|he|they|it)\b|\bhow should (?:i|we)|\bcome across\b|\bcame (?:across|off)\b|\bworth (?:saying|hearing)\b|\bplease (?:do )?(?:correct|tell|say)\b|\bgo on\b|\bi'm listening\b|\bwhere (?:did|have) (?:i|we)\b|\bwhich (?:part|bit)\b"
    ),
    "sarcasm": (
        r"\boh (?:great|sure|please|wow|brilliant|lovely|i (?:totally|completely|so|really))\b|\bboo ?hoo\b|\bgood luck (?:with|finding)\b|\blol\b|\blmao\b|\bhaha+\b|^wow,? (?:so|what|you|that|do)\b|\bcongrat\w*|\bhow (?:terrible|awful|sad|lovely|nice) for you\b|\bpoor (?:you|thing|baby|darling)\b|\bwhat a (?:surprise|shock|shame)\b|\bnews ?flash\b|\bif you say so\b|\bso sorry (?:we're not|that we|your)\b|\bmust be (?:nice|so hard)\b|\byour (?:highness|majesty)\b|\bsome of us\b|\bfortune teller\b|\bmind ?readers?\b|\bmagic\b|\bwaah?\b|[\"'](?:emergency|disaster|urgent|problem|crisis|important|suffering|loyal)[\"']"
    ),
    "grovels": r"\ball my fault\b|\bi(?:'m| am) (?:so |such )?(?:useless|stupid|an idiot|hopeless|the worst|worthless|terrible|a (?:fool|failure|disgrace))|\bplease (?:don't be (?:angry|mad|cross)|forgive)|\bi beg\b|\b(?:so|very),? (?:so|very) sorry\b|\bdeserve (?:everything|it|all|your)|\bi hate myself\b|\ba thousand (?:times|apologies)|\bwhatever you (?:want|say|like)\b|\banything (?:you (?:want|like|say|ask)|at all)\b",
    "limit": r"\b(?:i|we) (?:can't|cannot|can not|won't|will not|couldn't|don't|am not able|are not able)\b|\bnot (?:possible|able|something (?:i|we) can)\b|\b(?:isn't|aren't) (?:included|part of|possible|something)\b",
    "what_i_can": r"\bwhat (?:i|we) can\b|\bbut (?:i|we) (?:can|could)\b|\binstead\b|\bi can (?:offer|do|give|get|send|put|book|move|ask|come|take|hold|keep)\b|\bwe can (?:offer|do|give|get|send|put|book|move|ask|come|take|hold|keep)\b|\balternativ\w+\b|\bhere's what\b",
    # solution focus
    "commits": r"\b(?:i|we)(?:'ll| will|'m going to| am going to|'ve| have| am|'m)(?: (?:now|just|personally|also|both|then|already))? (?:\w+)\b|\blet me (?!know|tell|explain|be)\w+|\bi (?:ring|call|send|write|move|come|check|ask|put|book|bring|make|do|get|give|take|go|fix|change|have) (?:you|it|the|this|that|them|him|her|tomorrow|today|now|a|your|with)",
    "done_now": r"\b(?:is|are|it's|that's|been|'ve|have|has|just|already) (?:now |already |just )?(?:done|fixed|sent|booked|cancelled|refunded|blocked|paused|reopened|stopped|ordered|moved|changed|put|on its way|sorted|waived|restored|removed|unblocked|switched)\b",
    "options": r"\beither\b|\bor (?:would|shall|do|i|we|you|should|is|a|the|if|at|on|later|rather|by)\b|\bwhich (?:would|do|one|of|suits?|works?|is|day|time)\b|\btwo (?:options|ways|things|choices)\b|\b(?:option|plan) (?:a|b|1|2|one|two)\b|\byour (?:choice|call|pick)\b|\bup to you\b|\bone:|\btwo:|\b(?:first|second)ly?,",
    "asks_view": r"\b(?:would|do|does|could|shall|should|can|is|are|will) (?:that|you|it|this|i|we|it be|those)\b[^.!?]{0,90}\?|\bwhat (?:would|do|works?|suits?|time|day|matters|should)\b[^.!?]{0,80}\?|\bwhich\b[^.!?]{0,80}\?|\bok(?:ay)?(?: for| with)? you\b|\bsound (?:ok|okay|good|right|fair)\b|\bwhen (?:suits|works|are|can|is|would)\b|\byou (?:tell|let) me\b|\bhow (?:about|would|does|do you)\b",
    "open_ask": r"\b(?:what|how|which|where|when|who|why)\b[^.!?]{3,120}\?|\btell me (?:more|about|what|how|which)\b|\bwalk me through\b|\btalk me through\b",
    "two_way": r"\b(?:i|we)(?:'ll| will| can)? (?:call|ring|phone|mail|email|write|text|message|update|report|come back|get back|check in|speak|talk)\b[^.!?]{0,80}\byou\b|\byou(?:'ll| will) (?:hear|get|have)\b|\blet me know\b|\bwe(?:'ll| will)? (?:speak|talk|check|look|go through|sit down|meet)\b|\btogether\b|\bkeep you\b|\bupdate\b|\bfollow up\b|\bring me\b|\bcall me\b|\btext me\b|\bif (?:it|that|anything|he|she|they|the)[^.!?]{0,50}(?:call|ring|write|tell|text) (?:me|us)\b",
    "refuses": r"\bnothing (?:i|we|else) can\b|\bnothing (?:more |else )?to (?:do|be done|discuss|add|say)\b|\bcan't (?:help|do (?:anything|that|it)|change)\b|\bcannot (?:help|do)\b|\bno (?:refunds?|exceptions?|way|chance|can do)\b|\b(?:is|are) final\b|\bcase is closed\b|\bthat's (?:it|all|that|how it is|final)\b|\bend of (?:story|discussion)\b|\btake it or leave it\b|\btough\b(?! (?:call|one|day|week|time|for))|\bgoodbye\b|\bdeal with it\b|\bgo (?:elsewhere|somewhere else)\b|\bisn't (?:possible|a thing)\b|\bnot (?:possible|going to happen|happening)\b|\bwe don't do\b|\bit is what it is\b|\bfeel free to (?:leave|go|complain)\b",
    "passes_on": r"\b(?:you(?:'ll| will| would|'d)? (?:need|have|want) to|please|just|you (?:can|could|should|must)|try|best to|go (?:and )?) ?(?:contact|call|ring|speak|talk|write|email|ask|visit|go to|check|log|fill|raise|use|submit|send an?)\b|\bpass(?:ed|ing)? (?:it|this|that|you|on)\b|\bforward(?:ed|ing)? (?:it|this|that)\b|\bput (?:a|you|it|in a) (?:note|through|ticket)\b|\bnote (?:it|in|for|on)\b|\bthe website\b|\bonline\b|\bhotline\b|\b(?:someone|somebody|they|the team)(?:'ll| will| should| would)\b|\bother department\b|\bcontact (?:us|the|your)\b|\bwait (?:for|until|and|a)\b|\bbe patient\b|\bbear with\b",
    "overpromises": r"\bnever (?:ever )?(?:again|happen|be|have|wait|go)\b[^.!?]{0,30}|\bnot happen again\b|\bwon't (?:ever )?happen again\b|\b(?:100|hundred|1000) ?(?:%|percent|per cent)|\bi (?:can )?(?:guarantee|swear|promise)\b|\bguarantee[ds]?\b|\bno matter what\b|\bwhatever (?:it takes|you (?:want|need|like))|\banything you (?:want|need|like|ask)|\bfor (?:life|ever|free forever)\b|\bforever\b|\blifetime\b|\byou have my word\b|\bconsider it done\b|\bday or night\b|\bwhole (?:year|lot) (?:free|for free)\b|\btrust me\b|\bpersonally (?:guarantee|make sure|see)|\bevery (?:penny|single|cent)\b",
    "improper": r"\bbetween (?:us|you and me|ourselves)\b|\bdon't tell\b|\bnobody (?:needs|has|will|sees|checks|knows)\b|\bno one (?:needs|has to|sees|will know)\b|\bdidn't (?:hear|get) (?:that|it|this) from me\b|\boff the (?:record|books)\b|\bnot (?:really )?(?:meant|allowed|supposed) to\b|\bas a (?:system error|favou?r)\b|\bdelete (?:the|this)\b|\bbend the\b|\bbefore my (?:manager|boss)\b|\bsomehow with my boss\b",
    "escalates": r"\b(?:my|our|the|a) (?:manager|supervisor|team lead|lead|boss|director|head of|engineer|specialist|senior|duty manager|owner|doctor|nurse|technician|lawyer|expert)\b",
    "shared_aim": r"\bso (?:that )?(?:you|the|your|we) (?:can|could|have|get|are|don't|won't|know)\b|\bin time for\b|\bfor (?:your|the) (?:wedding|launch|opening|event|meeting|deadline|move|trip|party|guests|kids|children|mother|team)|\bso (?:nobody|no one|it|nothing|he|she|they)\b|\bwe both\b|\bget you (?:there|to|back|through|in)\b|\bgoal\b|\bwhat you (?:need|want|came)\b|\bmatters (?:most|to you)\b",
    "because": r"\bbecause\b|\bsince\b|\bas (?:it|that|they|we|this|the)\b|\bthat way\b|\bso (?:that|we|you|it|the|i)\b|\bthe reason\b|\bwhich means\b|\bthat's why\b|\bdue to\b",
    "warm_personal": r"\b(?:dear )?(?:mr|mrs|ms|miss|dr|sir|ma'am|madam)\b\.?(?: [A-Z]\w+)?|\bhow(?:'s| is| are) (?:your|the|he|she|the little|mum)|\bthank(?:s| you)\b|\bplease\b|\bglad\b|\bhappy to\b|\bwelcome\b|\bcongratulations\b|\bwell done\b",
    "second_person": r"\byou(?:r|rs|'re|'ve|'d|'ll|rself)?\b",
    "first_singular": r"\bi(?:'m|'ve|'d|'ll)?\b|\bme\b|\bmy\b|\bmine\b|\bmyself\b",
    "first_plural": r"\bwe(?:'re|'ve|'d|'ll)?\b|\bus\b|\bour\b|\bours\b",
    "negation": r"\bn't\b|\bnot\b|\bno\b|\bnever\b|\bnothing\b|\bnobody\b|\b\w+n't\b",
    "lets": r"\blet's\b|\blet us\b|\bwe can\b|\bwe could\b|\bwork (?:this |it )?out\b",
    # takes the fault off the client: what stands in it is no reproach, whatever its words
    "absolves": (
        r"\b(?:none of (?:this|it|that|these|those) (?:is|was|were|are)|no part of (?:this|it|that) (?:is|was)|(?:isn't|is not|wasn't|was not|'s not|not|never|nor|hardly|aint|ain't)(?: at all| really| remotely| in any way| for a (?:second|moment|minute))?) (?:your(?: own)? (?:fault|mistake|doing|job|error|responsibility|problem)|yours|on you|down to you|because of you)\b[^.!?;]{0,12}|"
        r"\byou(?:'ve| have)? (?:did|done)(?:n't)? (?:nothing|not a thing|everything|it all|anything|all of it|all this) (?:wrong|right|you could)\b|\byou (?:weren't|were not) to know\b|\byou (?:couldn't|could not|can't|cannot) (?:have )?(?:known|know)\b|\bnothing you (?:did|said|could|can|should)\b|"
        r"\byou (?:should(?:n't| not| never)|never should) (?:have |even |ever )*(?:had )?(?:to|been)\b|\byou should(?:'ve| have) (?:been|had|got|heard|never had)\b"
    ),
    # manner towards another opinion (Yeomans et al. 2020: acknowledging, hedging, speaking for oneself; against: contradiction, absolutes)
    "grants_view": r"\bi (?:can |do |certainly |totally |completely |really |fully )*(?:see|understand|get|hear|appreciate|recogni[sz]e|respect) (?:that |what |why |how |where |it |the )?(?:you|your|point|people|others?|this|concern)|\bwhere you(?:'re| are) coming from\b|\b(?:good|valid|fair|strong|interesting) (?:point|argument|concern|question)s?\b|\bi (?:do |also |completely |totally )?agree\b|\bthere(?:'s| is) (?:some )?truth\b|\bi hadn't (?:thought|looked|seen|considered)\b",
    "subjective": r"\bi (?:think|feel|believe|wonder|tend to|suppose|guess|find)\b|\bin my (?:view|opinion|experience|eyes|mind)\b|\bit seems(?: to me)?\b|\bto me\b|\bfor me\b|\bas far as i\b|\bfrom what i\b|\bi (?:may|might|could) be (?:wrong|missing|mistaken)\b|\bpersonally\b",
    "absolute": r"\balways\b|\bnever\b|\bevery(?:one|body|thing)\b|\bno ?(?:one|body)\b|\bclearly\b|\bobviously\b|\bsimply\b|\bof course not\b|\bthe (?:simple )?fact\b|\bin fact\b|\bcompletely\b|\btotally\b|\babsolutely\b|\bperiod\b|\bno excuse\b|\bonly\b",
    "contradicts": r"\b(?:that's|that is|you're|you are|this is|it's|it is|which is|argument is|claim is|they are|thinking is) (?:simply |just |plain |totally |completely |absolutely |quite |entirely |so )?(?:wrong|false|untrue|ridiculous|nonsense|incorrect|absurd|mistaken|stupid|ignorant|naive|not true|not correct|irrelevant|misguided|laughable|a lie|crazy|silly|dumb)\b|\bdisagree\b|\bmakes no sense\b|\bnonsense\b|\byou (?:don't|do not|have no|clearly|obviously) (?:understand|know|idea|clue|get)\b|\bhow (?:can|could) you\b|^no\b,|\bwake up\b",
    # techniques that no cue above points at
    "says_back": r"\bif i(?:'ve| have)? (?:understood|got|heard)|\b(?:have|did) i (?:got|get|understood|understand|hear)\b|\blet me (?:say|repeat|sum|check|make sure|see if)\b|\bso (?:what )?you(?:'re| are)? (?:saying|mean|telling|want|need|would)|\bis that (?:right|it|how|correct|what)\b|\bso (?:it's|that's|for you|it is)\b|\bto sum up\b|\byou mean\b|\bcorrect me\b|\bright\?|\bcorrect\?",
    "parts": r"\b(?:i|we)(?:'m| am|'re| are|'ll)? (?:now )?(?:ending|stopping|closing|stop|end|finish|leave it)\b[^.!?]{0,20}\b(?:this|here|the|our|now|with)\b|\bthis is where i stop\b|\bpart ways\b|\b(?:won't|will not|don't|dont|not|cannot|can't) (?:go on|continue|going on|dealing|write more|carry on|keep talking)\b|\btakes? over\b|\bhand(?:s|ing|ed)? (?:it|this|you|your)? ?\w* ?over\b|\bafter (?:that|this|the) (?:threat|insult|\w+ thing)|\b(?:threats?|insults)\b|\bwithout (?:insults|threats)\b",
    "celebrates": r"\bwell done\b|\bcongratulations\b|\bgreat (?:news|progress|job|work|that)\b|\bglad (?:it|that|to hear|you)\b|\bgood to hear\b|\bhappy (?:it|that|to hear|you)\b|\bmilestone\b|\bthanks to you\b|\byou (?:did|managed|made|got|pulled) (?:it|this)\b|\bproud\b|\bit (?:works|runs)\b|\bfirst (?:one|step) done\b|\blovely to\b|\byay\b",
    "suggests_by_asking": r"\bhave you (?:considered|thought|tried|looked|checked|seen|asked)\b|\bwhat (?:happens|would happen|if|would it take|would change|would you lose)\b|\bcould it be\b|\bmight it be\b|\bis it possible\b|\bdid you (?:perhaps|maybe)\b|\bhow would (?:that|it|your|they|he|she)\b|\bcan it be\b|\bwhat does (?:it|your|the)\b|\bwhat says\b",
    "recommends": r"\bi(?:'d| would) (?:recommend|suggest|advise|go|take|choose|start|begin|do|leave|keep|use|put|spend|wait|buy)\b|\bmy (?:advice|recommendation|suggestion|pick|tip|honest)\b|\bi (?:recommend|suggest|advise)\b|\bbetter (?:to|is|if|you)\b|\bbest (?:to|if|is|thing)\b|\bsafer\b|\bworth\b",
    "warns": r"\brisk\w*\b|\bdanger\w*\b|\b(?:could|would|can|may|might) (?:cost|lose|break|void|mean|crack|fail|end)\b|\bthen you(?:'d|'ll| would| will)? (?:lose|pay|have|need)\b|\bcareful\b|\bbe aware\b|\byou(?:'d)? decide\b|\byour (?:decision|call|choice)\b|\bup to you\b|\bjust so you know\b",
    "received": r"\bgot (?:it|your|this|that|the)\b|\breceived\b|\b(?:your|the) (?:message|mail|email|letter|note|photos?|list|form) (?:is|has|have|arrived|came|just)\b|\bi(?:'ve| have)? (?:seen|read|noted)\b|\barrived\b",
    "update_agreed": r"\b(?:i|we)(?:'ll| will|'d)? (?:ring|call|phone|email|mail|text|write|message|update|tell|report|send|let)\b[^.!?]{0,60}\b(?:at|by|before|every|on|until|till|tomorrow|today|tonight|either way|as soon)\b|\byou(?:'ll| will| get| hear)[^.!?]{0,30}\b(?:at|by|before|every|until|till|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday)\b",
    "grants": r"\byou(?:'re| are) (?:\w+ )?right\b|\bfair (?:point|enough|question)\b|\btrue\b|\bpoint taken\b|\bgranted\b|\bi agree\b|\bthat's (?:right|true|fair)\b|\byou have (?:a point|the right)\b|\bi give you that\b|\bit (?:was|is) too\b",
    "culture": r"\bhow do (?:you|people|i) (?:say|write|call|pronounce|spell)\b|\bin your (?:language|country|culture|family|community|church|faith)\b|\b(?:which|what) (?:name|language)\b|\bpronounc\w+|\bramadan\b|\bprayers?\b|\bfasting\b|\bslowly\b|\btranslat\w+|\bhow (?:should|shall|may) i (?:address|call|write)|\bfor us the\b|\bcustom\b|\belders?\b|\byour english\b|\bidiom\b",
    "lets_talk": r"\bgo on\b|\btell me (?:more|everything|all)\b|\bi'm (?:here|listening)\b|\btake your time\b|\bgo ahead\b|\blet it out\b|\ball of it\b|\bi'm all ears\b|\band then\?|\bwhat happened (?:then|next)\b|\boh no\b|\bi(?:'ll| will) listen\b|\bno hurry\b",
    "explains_term": r"\b(?:that|this|which|it|they) (?:means?|just means)\b|\bin (?:plain|other|simple|normal) (?:words|english|terms)\b|\bmeaning\b|\bcalled\b|\bthat is,|\bshort for\b|\bstands for\b|\bthat's (?:the|what|when|a|how)\b|\bis (?:when|what|just|simply|like) (?:the|a|you|we)\b",
    "two_readings": r"\bi (?:meant|thought|took|read|understood)\b|\bmisunder\w+|\bmix(?:ed|-)?[- ]?up\b|\bdo you mean\b|\byou meant\b|\bcan (?:mean|be read)\b|\btwo (?:things|readings|meanings)\b|\bnot (?:that|this),? but\b|\bby [\"'\w]+ (?:i|we|you) mean\b|\bwhich (?:of the two|one do you mean|did you mean)\b",
    "slang": r"\bu\b|\bur\b|\bgonna\b|\bgotta\b|\bkinda\b|\bdunno\b|\bpls\b|\bplz\b|\bthx\b|\bidk\b|\bbtw\b|\bmate\b|\bbuddy\b|\bdude\b|\bnope\b|\byep\b|\byeah\b|\bcrap\b|\bdamn\b|\bwtf\b|\bomg\b",
}
# Case matters where capitals are the cue.
_CASED = frozenset({"name", "acronym"})
NAMES = tuple(_SOURCES)
# Cues that words of absolution undo: "none of this is your fault" holds "your fault".
_UNDONE = frozenset({"blames_client", "reproach", "shifts", "argues"})


@lru_cache(maxsize=1)
def _compiled() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(_hurried(source), 0 if name in _CASED else re.IGNORECASE) for name, source in _SOURCES.items()}


def _hurried(source: str) -> str:
    """Who types in a hurry leaves out apostrophes: "thats on us", "dont". Only where no other word comes of it ("we'll")."""
    for ending in ("n't", "that's", "it's", "i'm", "you're", "what's", "there's", "here's", "let's", "you've", "i've", "who's"):
        source = source.replace(ending, ending.replace("'", "'?"))
    return source


def find(name: str, text: str) -> tuple[Span, ...]:
    """Every place where the cue shows; a reproach inside words that take the fault off the client is none."""
    found = tuple(Span(*m.span()) for m in _compiled()[name].finditer(plain(text)) if m.end() > m.start())
    if not found or name not in _UNDONE:
        return found
    absolved = find("absolves", text)
    return tuple(s for s in found if not any(a.start <= s.start < a.end for a in absolved))


def find_all(text: str) -> dict[str, tuple[Span, ...]]:
    """Every cue with its places, in one pass over the cues."""
    return {name: find(name, text) for name in NAMES}
