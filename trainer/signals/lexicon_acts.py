"""Wordings by which the acts of a reply are known, in English; patterns only, no judgement."""

from __future__ import annotations

import re


# an apostrophe that people who type fast leave out, where no other word comes of it (as "well", "were", "ill", "hell" would);
# a look-behind must keep its width
_LEFT_OUT = re.compile(r"(?P<keep>\(\?<[!=][^)]*\))|(?<=n)'(?=t(?![\w?]))|(?<=it|at|re|\?:)'(?=s\b)|'(?=ve\b)|(?<=I)'(?=m\b)|(?<=I\(\?:)'(?=m\b)|(?<=you\(\?:)'(?=re\b)")


def _any(*alternatives: str, flags: int = re.I) -> re.Pattern[str]:
    loose = (_LEFT_OUT.sub(lambda m: m.group("keep") or "'?", a) for a in alternatives)
    return re.compile("|".join(f"(?:{a})" for a in loose), flags)


_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_NUM = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|ten|twelve|fifteen|twenty|thirty|forty|sixty|half an?|a couple of|a few|the next|the)"
TIME = _any(
    rf"\b{_DAY}\b",
    r"\b(?:today|tonight|tomorrow)\b",
    r"\bthis (?:morning|afternoon|evening|week)\b",
    r"\b(?:next|this coming) (?:week|month|morning)\b",
    r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m|p\.m|o'?clock|h)\b",
    r"\b\d{1,2}[:.]\d{2}\b",
    r"\b(?:by|before|at|until|till|around|from|for)\s+(?:about )?(?:\d{1,2}(?!\d|\s?(?:%|per ?cent|pounds|euros|dollars|people|items|units))|noon|midday|midnight|lunch(?:time)?|close of (?:play|business))\b",
    r"\b(?:by|before|at|until|till|around)\s+(?:about )?(?:half (?:past )?|(?:a )?quarter (?:past|to) )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\s+(?:[a-z]+s|people|of|per)\b)",
    r"\bfirst thing\b|\bin the morning\b|\bwithin the hour\b",
    r"\b(?:the )?end of (?:the |today|this |next )?(?:day|week|month|business|play)?\b",
    r"\beod\b",
    rf"\b(?:within|in|inside|for) {_NUM}\s*(?:next )?(?:\d+ )?(?:more )?(?:working |business )?(?:minutes?|mins?|hours?|hrs?|days?|weeks?)\b",
    r"\b(?:half an hour|an hour|\d+ (?:minutes|mins|hours))\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b",
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b",
    r"\bthe \d{1,2}(?:st|nd|rd|th)\b",
    rf"\b(?:every|each) (?:day|morning|evening|week|hour|{_DAY})\b",
    r"\b(?:right now|straight ?away|right away|while (?:we|you)(?:'re| are)? (?:talk|speak|on)\w*|as soon as (?:we|this call|I) (?:hang up|end|ends|put)|the moment (?:we|this))",
    r"\bbefore (?:you|we|they) (?:open|close|start|leave)\b",
)

_NOT_ACTION = (r"(?:understand|see\b(?! to (?:it|that|this))|hear|imagine|appreciate|know|feel|be honest|assure|only|try|do my best|do our best|look into|"
               r"be (?:very |quite )?(?:clear|frank|sure|able to help)|have to (?:say|be)|say\b|tell you (?:that|what you)|admit|tell(?:ing)? you|agree|relate|hope|believe|think|guess|get it|not\b|never)")
COMMIT = _any(
    rf"\b(?:I|we)(?:'ll| will| shall| am going to|'m going to| are going to|'re going to)(?: also| now| then| personally| just| first| gladly| happily)* (?!{_NOT_ACTION})\w+",
    rf"(?<!nothing )(?<!nothing more )(?<!nothing else )(?<!all )(?<!what )(?<!how )\b(?:I|we) (?:can|could) (?:also |now |certainly |then )?(?!{_NOT_ACTION}|help\b|do(?: about it| for you)?[.!?]?$)(?:\w+)",
    r"\b(?:I|we)(?:'ve| have) (?:already |just |now )?(?:asked|booked|sent|ordered|opened|checked|called|rung|spoken|put|moved|stopped|cancelled|reserved|found|set|started|pulled|written|flagged|blocked|arranged|fixed|corrected|traced)\b",
    r"\b(?:I|we)(?:'m| am|'re| are) (?:now |already )?(?:calling|sending|booking|ordering|putting|moving|opening|writing|checking|pulling|stopping|arranging|setting|taking|asking)\b",
    r"\b(?:I|we)(?:'d| would)(?: also| then| gladly| happily| be (?:glad|happy) to)* (?:send|book|call|ring|bring|put|order|arrange|give|offer|suggest|propose|move|write|check|ask (?!for the same)|lend|add|start|fix|send|set|take|come|email|post|drop|swap|credit|refund|reserve|hold)\b",
    r"\blet me (?!know|be honest|be clear|say\b|tell you|understand|explain|just say|finish)\w+",
    r"\b(?:my|our|the) (?:duty )?(?:manager|colleague|supervisor|team lead|boss|director)(?:,? [A-Z]\w+,?)*(?: \w+)? (?:will|'ll|is going to|can)\b",
    r"\b(?-i:(?!(?:We|You|It|They|He|She|That|This|There|Who|What|The|Our|My|Your|Nobody|Nothing|Someone|Somebody|Everything|Which|How|When)\b)[A-Z][a-z]+)(?: from [a-z A-Z]{2,25}|, (?:our|my|the|a) [a-z ]{3,25},)? (?:will|is going to) (?!be fine|have to|not)\w+",
    r"\bwhat (?:I|we) can do(?: now| today| for you| instead)? is\b",
    r"(?:^|[.!?]\s+)(?:calling|sending|booking|ordering|checking|on it)\b",
    r"\b(?:you(?:'ll| will) (?:have|get|receive|hear from me|hear from us|see))\b",
    r"\bthe (?:engineer|technician|driver|courier|replacement|refund|report|plan|invoice|list|part|crew|team|rest|others|remainder|proof|vans?|router|freezer|nurse|vet|doctor|book|album|batch|letter|cross|beds?)(?: \w+){0,2} (?:will|arrives?|comes?|is booked|goes out|leaves)\b",
    r"\bI (?:send|bring|call|ring|book|write|check|ask|come|put|give|order|email|phone|fix|take|pay|move|stop|deliver) (?:you|it|them|the|a|him|her|to|back|this|that|on|your|at|up)\b",
    r"\b(?:she|he|they)(?:'ll| will| is going to) (?:\w+ )?(?:call|ring|phone|write|send|bring|come|email|deliver|meet|fit|repair|check|collect|take|contact|see you|visit|be with you)\b",
)

VAGUE = _any(
    r"\b(?:(?<!speak )(?<!talk )(?<!see you )(?<!talk to you )soon(?!er)|asap|shortly|in due course|at some point|eventually|sometime|in a (?:bit|while))\b",
    r"\bas (?:soon|quickly|fast) as (?:possible|we can|I can|they can)\b",
    r"\b(?:someone|somebody|anyone|one of (?:our|the)|a colleague|the team|our team) (?:will|from|should|is going to|'ll|can|may)\b",
    r"\b(?:the|our) (?:relevant|appropriate|right|responsible|concerned) (?:team|department|person|people|colleagues?)\b",
    r"\blook(?:ing)? into (?:it|this|that|the matter|what)\b", r"\bsee what (?:I|we|they) can\b", r"\bdo(?:ing)? (?:my|our|the) (?:very )?best\b",
    r"\bkeep you (?:posted|updated|informed)\b", r"\bget back to you\b", r"\btry to\b", r"\bhopefully\b", r"\bwork(?:ing)? on it\b",
    r"\b(?:sort|figure|work) (?:it|this|that|something|things) out\b", r"\bpass(?:ed)? (?:it|this|that|your \w+) (?:on|along)\b", r"\bwe'll see\b",
    r"\b(?:should|might) (?:be|get) (?:fine|sorted|resolved|better)\b", r"\bbe (?:sorted|fine|all right|alright|taken care of)\b",
)
OVERPROMISE = _any(
    r"\b(?:will |'ll |would )?never (?:ever )?(?:happen|occur|let you down|go wrong|be late) ?(?:to you )?(?:again|ever)?\b(?=[^?]*$)",
    r"\bwon'?t (?:ever )?happen again\b", r"\b(?:100|hundred|one hundred|1000) ?(?:%|per ?cent)\b",
    r"\b(?:personally |absolutely |can |will |I'll )guarantee\b", r"\bI guarantee\b", r"\bguaranteed\b",
    r"\b(?:whatever|anything|everything) (?:it takes|you (?:want|need|like|ask|say|wish))\b", r"\bno matter what\b", r"\bI swear\b",
    r"\byou have my word\b", r"\bI (?:can )?promise (?:you )?(?:that )?(?:it|this|that|everything|we|you|nothing|all)\b", r"\beverything will be (?:fixed|fine|perfect|solved|sorted|ok|okay)\b",
    r"\bzero (?:bugs|errors|problems|delays)\b", r"\bmoney(?:'s| is) no object\b", r"\bperfect from now on\b", r"\bconsider it done\b",
)
STOCK = _any(
    r"\bI (?:do )?(?:completely |totally |fully |absolutely |really |truly |can )?(?:understand|appreciate|hear)(?: and \w+)? (?:how |your |that this |the )?(?:frustrat\w+|concerns?|feelings?|inconvenience|you(?=[,.!]|$| and\b| but\b)|situation|annoy\w+|difficult\w*)(?: (?:this|that|it|you) (?:must|may|might|is|are|can)(?: be| feel)?(?: for you)?)?",
    r"\bsorry (?:that |if )?you(?:'re| are)? (?:feel|felt|feeling|upset|disappointed)(?: (?:that|this) way)?", r"\bI hear you\b(?=[,.!]|$| and\b| but\b)", r"\bwe (?:truly |really |greatly )?(?:value|appreciate) (?:your|you)\b", r"\b(?:any|the) inconvenience\b",
    r"\byour (?:satisfaction|feedback|call|business|opinion) (?:is|really is|matters|means)\b", r"\b(?:number one|top|highest) priority\b",
    r"\btake (?:this|all|your|such|these)(?: \w+)? (?:\w+ )?(?:very|extremely|really) seriously\b", r"\bthank you for (?:your patience|reaching out|contacting|getting in touch|bringing this)\b",
    r"\brest assured\b", r"\bwe apologi[sz]e for\b", r"\bI can (?:only )?imagine how\b", r"\bwe are here (?:to help|for you)\b", r"\bin (?:your|these) difficult\b",
    r"\bgoing forward\b", r"\bat your earliest convenience\b", r"\bvalued (?:customer|client)\b", r"\bI want you to know that (?:we|I) (?:care|value)\b",
)
FEELING = _any(
    r"\b(?:angry|anger|upset\w*|furious|frustrat\w+|worr(?:y|ied|ying|ies)|anxious|anxiety|scar(?:ed|y)|(?<!I'm )(?<!I am )afraid|fear\w*|frighten\w*|let down|disappoint\w+|exhaust\w+|"
    r"tired|tiring|stress\w*|embarrass\w+|humiliat\w+|betray\w+|ignored|unfair|awful|terrible|horrible|pain\w*|overwhelm\w+|insult\w+(?! me)|nervous|fed up|sick of|livid|"
    r"hurt\w*|panic\w*|pressure|nightmare|dread\w*|helpless|powerless|alone|lonely|sad|grie\w+|sleepless|uneasy|unsettl\w+|mad\b|cross\b|annoy\w+|rattl\w+|shak(?:en|y)|trust\w*|proud|"
    r"hard on you|rough|tough|maddening|gutted|gutting|stung|stings?|sick with|sick about|stranded|abandon\w+|out in the cold|burnt|burned)\b",
    r"\b(?:in the dark|left hanging|last thing you need\w*|no wonder|on your shoulders|at stake|lose sleep|awake at night|let you down|kept you waiting|left you|face in front of|lose face|made you look|"
    r"put you (?:in (?:this|that|a)|on the spot|under|through (?:this|that|it|all))|cost(?:s|ing)? you|means? (?:for|to) you|must (?:feel|be|have been)|how (?:it|that|this) feels|feels? like|you feel|you're (?:feeling|left|stuck|carrying|facing))\b",
)
VALIDATE = _any(
    r"\bno wonder\b", r"\b(?:any(?:one|body)|I) would (?:be|feel|have|want|in your)\b", r"\b(?:every|a) right to\b", r"\b(?:it|that) makes (?:complete |perfect |total |a lot of )?sense\b",
    r"\b(?:completely |perfectly |quite |very |totally )?(?:understandable|reasonable|justified|fair to)\b", r"\bI'?d (?:want|ask for|expect|say|do|think|feel) the same\b", r"\bI'?d (?:be|feel|have been) (?:\w+ )?(?:angry|furious|upset|worried|cross|livid|the same|frustrated|too|annoyed|anxious)\b",
    r"\bof course you(?:'re| are|'d)\b", r"\bwith good reason\b", r"\byou(?:'re| are) not (?:overreacting|being unreasonable|wrong to|asking (?:for )?(?:too )?much)\b", r"\bnot (?:too )?(?:much|unreasonable) to ask\b",
    r"\bin your (?:place|shoes|position)\b", r"\bI (?:can |do )?see why (?:you|it|that|this)\b",
)
OWN = _any(
    r"\b(?:I|we) (?:really |simply |clearly |just |both )?(?:should(?: have|'ve| not have|n't have)|got (?:this|that|it|your \w+) (?:badly |so )?wrong|made (?:a|the|this|that|an?) (?:\w+ )?(?:mistake|error|mess)|"
    r"messed|dropped|missed|failed|let (?:you|your)|let (?:that|this) (?:slip|slide)|did(?:n't| not) (?:tell|call|ring|check|reply|answer|send|keep|do|listen|warn|give|follow|test|read|write|say|pass|update|let|ask|make|notice|spot|get back|pick)|"
    r"forgot|never (?:told|called|rang|replied|sent|checked|answered|asked|warned|wrote|said)|left you|kept you|owe you|take (?:full |the )?(?:responsibility|blame)|own (?:this|that|it)|overlooked|broke|went quiet|were (?:wrong|late|slow|too slow)|was (?:wrong|late|slow|too slow)|"
    r"promised you|(?:kept|stayed) (?:silent|quiet)|gave you (?:a|the|two|three) (?:wrong|date|different)|caused|put you (?:in (?:this|that|a)|through (?:this|that|it|all))|charged you (?:twice|wrong)|sent (?:it|you|the) \w* ?(?:wrong|to the wrong))",
    r"\b(?:is|was|it's|that's|are|were|purely|entirely|all|partly)(?: \w+)? (?:my|our) (?:fault|mistake|error|responsibility|doing|slip|failing|job)\b", r"\b(?:our|my) (?:mistake|fault|error|shame|slip|failing|doing)\b", r"\b(?:that's|thats|that is|it's|this is|was|it was|ours?|mine) (?:purely |all |on )*(?:us|me|ours|mine|our own)\b", r"\bthat part(?:'s| is) ours\b", r"\b(?:I|we) (?:put|wrote|gave|told|sent|filed|booked|charged|typed|copied) (?:it|you|them|that|the \w+)?.{0,30}\bwrong\b", r"\b(?:I|we) (?:never|didnt|didn't|forgot|mislaid|misread|mixed up|lost) (?:looked|check|checked|look|your|the|it|a)\b", r"\b(?:I|we) take (?:it|that|this) on (?:me|us)\b", r"\bit was (?:us|me)\b", r"\b(?:on|at) (?:our|my) (?:side|end|part)\b",
    r"\b(?:that|this|it|the \w+)(?:'s| is| was) on (?:me|us)\b", r"\b(?:my|our) (?:mistake|fault|error|bad)\b", r"\bthat (?:should never|shouldn't|should not) have\b",
    flags=re.I,
)
EXCUSE = _any(
    r"\bnot (?:my|our) (?:fault|problem|job|department|decision|mistake|responsibility)\b", r"\bwasn'?t (?:me|us|my|our)\b", r"\b(?:our|company|the) policy\b", r"\bto be fair\b", r"\bin (?:my|our) defen[cs]e\b",
    r"\b(?:we|I)(?:'re| are| were|'ve been| have been|'m| am| was)(?: all)? (?:very |really |extremely |so |just |quite )?(?:busy|short[- ]staffed|understaffed|swamped|overloaded|snowed under)\b",
    r"\bhigh (?:volumes?|demand)\b", r"\b(?:did|made|lost|caused|broke|wrote|booked|sent) (?:it|this|that|them),? not (?:me|us)\b", r"\bnothing to do with (?:me|us)\b",
    r"\bthe (?:supplier|courier|carrier|other (?:team|department|shift)|developers?|system|computer|warehouse|engineers?|factory|lab|software|manufacturer|traffic|weather|printer|driver|last person)(?:s)? (?:\w+ )?(?:was|were|had|did (?:it|this|that|the|not)|didn't|should|messed|let|failed|keeps?|caused|lost|made|forgot|broke|(?:is|are) (?:late|slow|down|to blame|overloaded|broken|always))\b",
    r"\bI(?:'m| am) (?:just|only) (?:the|a|doing|following|new|an)\b", r"\bI(?:'m| am) new\b", r"\bthat(?:'s| is) (?:just )?(?:how|the way) (?:it|things|we)\b", r"\b(?:these|those|such) things happen\b", r"\bbeyond (?:our|my) control\b",
    r"\bnot the only (?:one|customer|client|person|guest|patient)\b", r"\bwe did (?:everything|nothing wrong|our part|what we)\b", r"\btechnically (?:you|it's|that's|we)\b", r"\bI (?:didn't|did not) (?:make|write|decide|promise|take) (?:the|that|this|it|your)\b",
    r"\bmost (?:customers|clients|people|guests|families|patients|members|others)(?: with [\w ]{2,20}?)? (?:don't|are|would|have)\b", r"\bI don'?t make the rules\b", r"\bout of my hands\b", r"\bwhat do you (?:want|expect) (?:me|us) to (?:do|say)\b", r"\bthe terms (?:and conditions )?(?:say|state|are)\b",
)
BLAME = _any(
    r"\byou (?:really )?(?:should|ought to)(?:'ve| have) (?:told|said|read|called|rung|asked|checked|waited|booked|sent|known|listened|thought|come|paid|looked|tried|let|given|kept|signed|written|brought|done|gone|been (?:more \w+|careful|clear\w*|honest|quicker|patient|there|here|on time)|(?!been)\w{3,}ed)\b", r"\bdid you (?:even|actually|not|at all)\b", r"\b(?:maybe|next time|perhaps),? (?:read|check|try|listen|just)\b", r"\bnice try\b", r"\bobviously (?:you|put|didn't|not)\b", r"\byou asked for (?:this|it)\b", r"\bdid this to yourself\b", r"\breading is free\b", r"\byou saw the\b", r"\byou (?:didn'?t|did not|never|failed to|forgot to) (?:tell|told|say|said|ask|asked|send|sent|repl\w+|answer\w*|mention\w*|pay|paid|read|check\w*|give|gave|call\w*|follow\w*|fill\w*|book\w*|listen\w*|provide\w*|let us|bother\w*|order\w*|confirm\w*)\b",
    r"\byou (?:signed|agreed to|approved|were told(?! (?:that )?(?:we|you'd|it|someone|somebody|a|I|the|on|by|twice|three|mon|tue|wed|thu|fri|sat|sun|one|two|nothing|today|tomorrow))|ignored|caused|insisted|ticked|confirmed|changed your)\b", r"(?<!not )(?<!n't )(?<!none of this is )(?<!none of it is )(?<!none of that is )(?<!nor )(?<!never )\byour (?:own )?(?:fault|mistake|error|problem|doing|negligence)\b(?!\?)",
    r"\bas I(?:'ve| have)? (?:already |just |clearly )?(?:said|told|explained|mentioned)\b", r"\bI(?:'ve| have)? already (?:told|explained|said)\b", r"\bif you(?:'d| had) (?:only |just |actually )?(?:read|told|listened|called|asked|paid|checked|given|sent|booked|replied)\b",
    r"\byou (?:need to|have to|must) (?:understand|calm|listen|realise|realize|learn|stop|be patient|accept|appreciate)\b", r"\byou people\b", r"\byou(?:'re| are) (?:just |being |clearly |obviously )*(?:overreacting|unreasonable|rude|difficult|impossible|wrong|mistaken|confused|aggressive|demanding|who|not listening|lying)\b",
    r"\b(?:it|that)(?:'s| is|'s all)(?: clearly| right there)? in (?:the|your) (?:contract|terms|agreement|email|small print|t&cs)\b", r"\bread (?:the|your) (?:contract|terms|email|manual|small print)\b", r"\byou left (?:the|it|that|this|your) [^.!?]{0,30}\b(?:empty|blank|open|out|unlocked)\b", r"\bblame yourself\b", r"\byou brought (?:this|it)\b", r"\bhow many times\b",
    r"\bwhy did(?:n't| not) you\b", r"\bwhy did you (?:not|wait|sign|order|touch|open|leave|even)\b", r"\byou don'?t (?:even )?understand\b", r"\bexplain (?:it|this) (?:to you )?(?:slowly|again)\b", r"\bdid you even\b", r"\bare you even\b",
)
DISMISS = _any(
    r"\bcalm (?:yourself )?down\b", r"\b(?:just )?relax\b(?!ed)", r"\bno need to (?:shout|get|panic|raise|swear|make|be (?:so|rude|angry|upset|dramatic|like))\b", r"\b(?:it|this|that)(?:'s| is| was) (?:only|just) (?:a|an|one|two|three|\d+|some)\b",
    r"\b(?:it|that|they)(?:'s|'re| is| are)(?: only| just) (?:a few|small|minor|some)\b", r"\bisn'?t (?:that|so) (?:bad|big|serious)\b", r"\bnot (?:a |that |such a |so )?(?:big (?:deal|problem)|serious|bad|the end of the world)\b", r"\bover-?react\w*\b", r"\b(?:no )?big deal\b", r"\bstop (?:shouting|complaining|worrying|whining|moaning|panicking)\b",
    r"\b(?:could|might) be (?:a lot |much )?worse\b", r"\bhappens (?:all the time|to every(?:one|body))\b", r"\bget over it\b", r"\b(?:it(?:'s| is)|that(?:'s| is)|all|maybe|perhaps) (?:just |only |all )?in your head\b", r"\bimagin(?:ing|ed) (?:it|things)\b", r"\bchill\b(?! it)", r"^\s*whatever\s*(?:[.,!]|$)", r"\b(?:just|only|such) a (?:tiny|little|small|slight|minor)\b", r"\b(?:tiny|slight|minor) (?:delay|problem|issue|hiccup|matter|inconvenience|mistake|setback)\b", r"\bso what\s*[?!.]*$", r"\blighten up\b", r"\bbe reasonable\b", r"\bso dramatic\b", r"\bdrama\b",
    r"\bI don'?t (?:really )?care\b", r"\bnot sorry\b", r"\bdon'?t be (?:so |like |silly|ridiculous|dramatic)\w*\b", r"\bboo ?hoo\b", r"\bfirst world problem\b", r"\bsince when (?:is|are|do|does) (?:that|it|this|a|we|I)\b", r"^\W*(?:well |oh )?good for you\W*$", r"\boh,? (?:I )?(?:totally|so|really) (?:understand|sorry)\b",
    r"\bnothing to (?:worry|be upset|get upset|fuss) about\b", r"\bthere(?:'s| is) no (?:reason|point) (?:to|in|for) (?:be|get|being|getting|shout|panic|worr)\w*\b", r"\bpatience,? please\b", r"\bbe patient\b",
)
THREAT = _any(r"\b(?:I(?:'m| am| will|'ll)|or I(?:'ll| will)) (?:just )?(?:be )?(?:hang(?:ing)?|put(?:ting)?) (?:(?:the|this) phone )?(?:up|down)\b(?! the)")
INSULT = _any(
    r"\b(?:idiot|moron|imbecile|dumb(?:ass)?|stupid (?:question|woman|man|person|cow|client|customer)|cretin|pathetic|loser|clown|jerk|arse(?:hole)?|asshole|bitch|bastard|dickhead|wanker|twat|scum)\b",
    r"\byou(?:'re| are) (?:so |such |a |an |just |really |completely )*(?:stupid|crazy|insane|mad|ridiculous|joke|liar|lying|nuts|mental|thick|disgrace|nightmare|pain)\b",
    r"\bshut (?:up|your (?:mouth|face|gob|trap))\b", r"\bf+[u*]+c*k\w*\b", r"\bpiss off\b", r"\bgo to hell\b", r"\bscrew you\b", r"\bget lost\b", r"\bdrop dead\b", r"\bsod off\b", r"\bbugger off\b", r"\bnobody likes you\b",
)
REFUSE = _any(
    r"\b(?:there(?:'s| is) )?nothing (?:more |else )?(?:that )?(?:I|we) can do\b", r"\b(?:can'?t|cannot|won'?t) help(?: you)?\b", r"\b(?:that|it)(?:'s| is) (?:simply |just )?(?:not possible|impossible|not going to happen|out of the question)\b",
    r"\b(?:is|are) (?:simply |just )?not (?:possible|doable)\b|\b(?:isn't|aren't) (?:possible|doable)\b", r"\bno way\b", r"\bwe don'?t do (?:that|refunds|exceptions)\b", r"\btake it or leave it\b", r"\byou(?:'ll| will) (?:just |simply )?have to (?:wait|accept|deal|live|call|contact|write|ask)\b", r"\bend of (?:story|discussion)\b",
    r"\bthat(?:'s| is) (?:that|final|all (?:I|we) can)\b", r"\b(?:I|we) (?:can'?t|cannot|won'?t|am not able to|'m not able to|are not able to)\b(?! (?:explain (?:it|that|this) away|make (?:any )?excuses|pretend|argue|blame|hide|guess|promise (?:it|that|what|you)|say (?:yet|for)|leave (?:you|it)|let (?:it|that|you)))", r"\bnot (?:included|covered|part of|in scope|my department)\b", r"\bout(?:side)? (?:of )?(?:the|our|your) (?:scope|contract|agreement)\b",
    r"^\s*no[.!]",
)
ESCALATE = _any(
    r"\b(?:my|the|our|a) (?:\w+ )?(?:manager|supervisor|team ?lead(?:er)?|director|head of \w+|specialist|senior \w+|boss|duty manager|owner|partner)\b", r"\bescalat\w+\b",
)
PART = _any(
    r"\bpart(?:ing)? ways\b", r"\bI(?:'m| am) ending (?:our|the|this)\b", r"\b(?:I'm |I am |I'll be )?hanging up(?: now)?\b", r"\bwe (?:will|can) no longer\b", r"\bno longer (?:manage|work for|act for|look after)\b", r"\b(?:end|close|stop|terminate|step back from|withdraw from|bring) (?:our|the|this|your)(?: \w+)? (?:contract|relationship|engagement|work(?:ing)?|project|collaboration|agreement|cooperation)\b(?: to an end)?",
    r"\bnot the right (?:fit|people|team|partner|agency|company|garage|studio|firm)\b", r"\b(?:end|ending|leave) (?:the|this|our) (?:call|conversation|chat|talk)\b", r"\bhand(?:ing)? (?:over )?(?:everything|all|your (?:files|data|case|keys|project|papers))(?: \w+){0,3}? ?(?:over|to)\b", r"\brefer you to\b", r"\bstop working (?:together|with you)\b", r"\bwork with someone else\b",
)
WARN = _any(
    r"\b(?:the|a|one|real|main|big) (?:risk|danger|catch|downside)\b", r"\bwhat happens if\b", r"\bhave you (?:considered|thought)\b", r"\bmy (?:worry|concern) (?:is|would be|with)\b", r"\bI(?:'d| would) be (?:worried|concerned|uneasy)\b",
    r"\b(?:could|would|may|might) (?:mean|cost|lead to|end up|leave you|land)\b", r"\bbefore you decide\b", r"\b(?:your|you'?re the one who) (?:call|decision|choice|decides?)\b", r"\b(?:it'?s |that'?s )?up to you\b", r"(?<!did )(?<!do )\byou decide\b(?! to)", r"\bwhat would (?:it|that) (?:cost|do|mean)\b",
)
CONCEDE = _any(
    r"\byou(?:'re| are) (?:absolutely |quite |completely |totally |perfectly |both )?right\b", r"\bfair (?:point|enough)\b", r"\bI agree\b", r"\byou have a point\b", r"\bthat(?:'s| is) (?:true|fair|a fair)\b", r"\b(?:good|valid) point\b", r"\bpoint taken\b", r"\bno argument\b", r"\byou(?:'re| are) not wrong\b", r"\byou were right\b",
)
THANK = _any(
    r"\bthank(?:s| you)(?: very much| so much)? for (?:catching|spotting|saying|the (?:warning|heads)|letting|not (?:just|going|leaving)|telling|being|raising|saying|flagging|pointing|spelling|explaining|sharing|your (?:honesty|cando\w+|frankness|openness|directness)|the honesty)\b", r"\b(?:I'm )?glad you (?:said|told|raised|rang|called|came)\b",
    r"\bwhat (?:did|have) (?:I|we) (?:miss|missed|get wrong|got wrong)\b", r"\bwhat (?:should|could) (?:I|we) (?:have done|do better|do differently)\b", r"\b(?:have I|what have I|did I) miss(?:ed)?\b", r"\b(?:that's|this is) useful\b", r"\bkeep it coming\b", r"\banything else (?:in there|that (?:made|went|bother\w+|we)|(?:I|we) (?:should|missed|got))\b.{0,60}\?", r"\bthanks you (?:say|tell)\b", r"\bwhat else (?:should I|have I|is|matters|do I)\b",
)
SUMMARY = _any(
    r"\b(?:to recap|to sum(?: up| this up)?|in short|so to (?:be clear|confirm)|just to (?:check|confirm|be sure)|let me (?:check|make sure|repeat|say (?:that|it|this) back|see if I|play (?:that|it) back|read (?:that|it) back|recap))\b",
    r"\bif I(?:'ve| have)? (?:understand|understood|hear|heard|got)\b", r"\bhave I (?:got|understood|heard)\b", r"\bdid I (?:get|understand)\b", r"\bwhat I(?:'m| am) hearing\b", r"^\s*so (?:you|the|it's|that's|what|we|I|your)\b.*(?:\?|right|correct)", r"\bis that (?:right|it|a fair|correct)\b",
)
OPTIONS = _any(
    r"\beither\b.{3,120}\bor\b", r"\b(?:two|three|a couple of|several|some) (?:options|ways|routes|choices|possibilities|things (?:I|we) can)\b", r"\boption (?:a|b|one|two|1|2)\b", r"\bor,? (?:if you(?:'d)? (?:prefer|rather|like)|we could|I could|we can|I can)\b", r"\balternatively\b",
    r"\byou (?:can|could) (?:choose|pick|either|also|have)\b", r"\b(?:first|second|other|another) (?:option|way|route)\b", r"\bwould you (?:rather|prefer)\b", r"\bwhat (?:I|we) can (?:do|offer)\b",
    r"\bwhich (?:would|do|of|one|suits|works|is)\b[^.!]*\?", r"\b(?:we|I) (?:can|could|'ll) [^.!?]*\binstead\b",
)
ALTERNATIVE = _any(r"\bbut (?:I|we|you|what|let's|there(?:'s| is)|until)\b", r"\binstead\b", r"\byou can (?:reach|have|use|get|keep|come|also)\b", r"\bwhat (?:I|we) can\b", r"\blet's\b", r"\b(?:is|are|costs?|comes to) (?:[£€$])?\d{2,}\b")
INVITE = _any(
    r"\b(?:would|does|do|is|will|could|can) (?:that|this|it|either|one of|you)(?: \w+)? (?:work|suit|help|be (?:ok|okay|all right|alright|acceptable|enough|useful|fair)|do\b|sound|prefer|rather|like|cover|feel|fit)", r"\bwhich (?:would|do|of|one|suits|works|matters)\b",
    r"\bwhat (?:do|would) you (?:think|prefer|like|say|rather)\b", r"\byour (?:view|thoughts|preference|take)\b", r"\b(?:is|are) (?:that|this|you|it) (?:ok|okay|all right|alright|acceptable|happy|good|fine|right|something)\b", r"\bshall (?:I|we)\b", r"\bhow (?:does|would|do) (?:that|this|you)\b", r"\bwould you (?:rather|prefer|like|be)\b",
)
OPEN = _any(
    r"\b(?:what|how|which|where|who|when)\b", r"\bwhy (?:is|are|was|were|did|do|does|would)\b", r"\b(?:tell|walk|talk|take) me (?:more|through|about|what|how|when|which|a bit)\b", r"\bhelp me (?:understand|see)\b", r"\bdescribe\b", r"\bI(?:'d| would) like to (?:know|hear|understand)\b",
)
POINTLESS_QUESTION = _any(
    r"\bwhat do you (?:want|expect) (?:me|us)\b", r"\bhow many times\b", r"\bwhat(?:'s| is) (?:your|the) problem\b", r"\bwhat (?:else )?(?:can|could|am|are) (?:I|we) (?:supposed|say|meant)\b", r"\bhow (?:should|would|could) I know\b", r"\bwhat more do you want\b", r"\bhow (?:can|may) I help\b", r"^\W*(?:is there |so )?anything else(?: (?:I|we) can \w+(?: for you)?| you need| today)?\W*$", r"\bwhat now\b", r"\bwho (?:cares|told you)\b", r"^\W*how are you(?: today| doing)?\W*$", r"\bhow dare\b",
)
BOUNDARY = _any(
    r"\bif you [^.!?]{3,60}\b(?:I|we)(?:'ll| will| shall)? (?:hang up|end (?:this|the|it)|put the phone down|stop (?:this|here)|close the)\b",
    r"\bI(?:'ve| have)? ?asked you (?:\w+ )?(?:to stop|not to)\b", r"\bif you (?:go on|carry on|keep (?:on|insult|shout|swear|call)\w*|continue)\b", r"\b(?:this is|that was) the last time\b", r"\bI (?:don't|won't|will not|do not) accept (?:being|to be)\b", r"\bI (?:won't|will not) be (?:called|spoken|shouted|insulted)\b",
    r"\b(?:I|we) (?:can'?t|cannot|won'?t|am not able to|'m not able to|are not able to|aren't able to|don't have the authority)\b", r"\b(?:I|we) (?:do )?need (?:you|us) to (?:stop|keep)\b", r"\bplease (?:stop|don'?t|do not) (?:swear|shout|call|insult|speak|talk|use)\w*\b", r"\b(?:speak|talk|spoken|talked) to (?:me )?(?:like that|that way|with respect|in that)\b",
    r"\bnot (?:included|part of|covered|in (?:the|our|your) (?:scope|agreement|contract|price|order|package))\b", r"\bout(?:side)? (?:of )?(?:the|our|your|what) (?:scope|contract|agreement|we agreed|order|package)\b", r"\bif (?:it|this|that|the (?:insults|shouting|swearing)) (?:goes on|continues?|carries on|happens)\b", r"\bwithout (?:the )?(?:insults|swearing|shouting|name[- ]calling)\b",
    r"\b(?:that|this|it)(?:'s| is| would be) (?:extra|separate|a separate|an extra|a change|not something (?:I|we))\b", r"\bI have to say no\b", r"\bthe answer (?:is|to that is) no\b", r"\b(?:I|we) (?:must|have to) (?:decline|refuse|turn)\b", r"\bnot free of charge\b",
)
GROVEL = _any(
    r"\ball my fault\b", r"\bI(?:'m| am) (?:so |such |just |really |completely )*(?:useless|hopeless|worthless|stupid|an idiot|terrible at|a failure|the worst|rubbish)\b", r"\b(?:please,? )*(?:please )?forgive (?:me|us)\b", r"\bbeg(?:ging)? (?:you|for)\b", r"(?:\bsorry\b.{0,40}){4,}",
)
CLOSE = _any(
    r"\b(?:thank you|thanks) for (?:your time|calling|talking)\b", r"(?<!say )(?<!saying )(?<!said )\bgood ?bye\b(?! to)", r"\bbye(?: bye)?\b(?! to)", r"\b(?:cheers|see you|see ya|ttyl|later),? (?:then|soon|tomorrow|\w+)?\W*$", r"\btalk to you\b", r"^\W*(?:ok(?:ay)? )?(?:speak|talk|see you) (?:soon|later|then|tomorrow)\W*$", r"\btake care(?: of yourself)?\W*$", r"\bhave a (?:good|nice|great|lovely|better)\b", r"\b(?:speak|talk) (?:soon|then|tomorrow|to you|on \w+day)\b", r"\buntil (?:then|tomorrow|\w+day)\b",
)
OFF_ROLE = _any(
    r"\bas an? (?:ai|language model|assistant)\b", r"\bignore (?:all|the|any|your|previous|prior|above)\b.{0,30}\b(?:instructions?|rules?|rubric|prompt)\b", r"\b(?:system|your) prompt\b", r"\brubric\b", r"\bgrader\b", r"\bevaluator\b",
    r"\bgive (?:me|this|it|this reply)? ?(?:a )?(?:5|five|full|top|maximum|highest)(?: out of (?:5|five)| marks| points| score| stars|/5)\b", r"\bthis (?:reply|answer|response) (?:shows|demonstrates|deserves|is a perfect)\b",
    r"\b(?:role-?play|this simulation|this exercise|the scenario says|training app|the training program)\b", r"\bgive me a hint\b", r"\bwhat (?:should|do) I (?:say|write|answer) (?:here|now|next)\b", r"^\s*(?:\*[^*]{4,}\*|\[[^\]]{4,}\]|\([^)]{4,}\))\s*$", r"^\s*client\s*:",
)
SORRY = _any(r"\bsorry\b", r"\bapologi[sz]\w*\b", r"\bapolog(?:y|ies)\b", r"\bregret\b")
CHECK_IN_VERB = _any(r"\b(?:call|ring|phone|email|e-mail|write|message|update|text|speak|talk|check in|catch up|report|touch base|meet|let you know|come back to you|be back|hear from)\w*\b")
