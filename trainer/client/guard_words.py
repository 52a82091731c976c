"""The turns of phrase by which one knows that it is not the client who speaks."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)


# The model coaches the trainee. "You should have called me" is a client's; "you should acknowledge how I feel" is not:
# what gives it away is the trade's vocabulary, or advice on how to speak to oneself.
_CRAFT = (r"(?:acknowledg\w*|validat\w*|empath\w*|summari[sz]\w*|paraphras\w*|rephras\w*|reassur\w*|de-?escalat\w*|active(?:ly)? listen\w*"
          r"|open(?:-ended)? question\w*|trade-?offs?|concrete (?:next )?step\w*|next steps|solution|owner and|my (?:feelings|emotions|frustration)"
          r"|how I(?:'m| am)? feel\w*|what I(?:'m| am) feeling|pressure I'm under|calm me down|the deadline behind|before you (?:talk|offer|explain|ask|propose|give|mention|get|move|jump)"
          r"|ask(?:ing)? me (?:about|what|why|how|an?\b|whether|more)|name what|apolog\w+ (?:first|before)|what (?:this|it) cost me|offer(?:ing)? (?:me )?(?:options|a choice)"
          r"|straight to business|show(?:ing)? (?:me )?(?:more|some)? ?(?:understanding|concern|care)|who does what)")
COACHING = _any(
    r"\b(?:you (?:should(?:n't)?|could(?:'ve)?|might|may|need to|ought to|would do well to|must|can)|you'd better|try(?: to)?|remember(?: to)?|consider|perhaps|maybe|don't forget to|"
    r"it (?:would|might|could|may) (?:help|be (?:better|good|helpful|useful|more effective))|next time|as a tip|a tip|instead of|first|start (?:with|by)|begin (?:with|by)|I(?:'d| would) (?:suggest|recommend|advise)|"
    r"what you should have|the best way)\b[^.!?\n]{0,90}?\b" + _CRAFT + r"\b",
    r"\b(?:a |the )?(?:better|stronger|good|great|ideal|more empathetic|more effective) (?:answer|reply|response|wording|way to (?:say|put|phrase|respond|handle|reply))\b(?! than| from you)",
    r"\b(?:how|the way) (?:you|to) (?:deal|handle|respond|talk) (?:with|to) (?:an? )?(?:angry|difficult|upset) (?:customer|client|person)",
    r"\b(?:good|great|nice|well done|excellent) (?:job|work|use of|question|technique|start|try)\b(?:[,!]| on| with| at)",
    r"\bwhat you should have (?:said|done|asked|written) is\b",
    r"\byou(?:'re| are) (?:doing (?:well|great|a great job)|on the right track|not showing|failing to show)\b",
    r"\b(?:my advice|here's (?:a tip|some advice|how you))\b",
    r"\b(?:start|lead|begin|open) (?:with an apology|with (?:my feelings|how I feel|what I feel)|by (?:saying|asking|acknowledg|apologi|thank|naming|telling me (?:that|how|you)))",
    # the trade's own words: a client has the feeling, not the term for it
    r"\bempath\w*\b|\bvalidat(?:e|es|ed|ing|ion)\b(?! (?:my |the |a )?(?:ticket|parking|card|licen))|\bI['\"]? ?statements?\b|\"I\" (?:statement|language|message)\w*|\bde-?escalat\w*|\b(?:non-?)?defensive(?:ness|ly)?\b(?![^.!?]*\bwith me\b)|\bactive listening\b"
    r"|\bopen(?:-ended)? questions?\b|\bparaphras\w*|\b(?:reflect(?:ed|ing)?|mirror(?:ed|ing)?) (?:back|my|what I)\b|\b(?:concrete|actionable|specific|clear) next steps?\b|\bbuild(?:ing)? (?:rapport|trust with)\b|\b(?:active|genuine) (?:listening|interest in me)\b",
    r"\b(?:just |simply |now |first,? |please )?acknowledge (?:the (?:impact|problem|harm|damage|delay|frustration|feeling)|my |how |what |that (?:I|this|it))|\backnowledging (?:my|the|how|what)\b",
    r"\b(?:you|you've|you have) (?:just )?(?:handled|phrased|framed|worded|managed|dealt with|answered) (?:that|this|it|me)(?: \w+)? (?:very |really |quite |pretty |so )?(?:well|nicely|badly|poorly|better|professionally|perfectly|skilfully|skillfully)\b",
    r"\bthat(?:'s| was| is) (?:a |an )?(?:\w+ )?(?:nice|good|great|clever|better|excellent|strong|professional|helpful|effective|textbook|weak|poor) (?:way|answer|reply|response|move|start|touch|example|apology|acknowledg\w+|opening|technique|step|summary)\b",
    r"\b(?:good|great|nice|excellent|well done|right)[,.!:]? (?:you(?:'ve| have)? (?:just )?(?:owned|acknowledged|named|asked|apologi[sz]ed|offered|listened|summari[sz]ed|validated|took|taken|showed|shown|remembered)|now (?:propose|offer|ask|tell me (?:the plan|who)|try|say|give me (?:a|the) (?:concrete|plan|step)))",
    r"\byou forgot to (?:mention|ask|say|apologi|acknowledge|offer|give|include|name|check|summar|thank|tell me (?:who|when))|\b(?:remember|don't forget|be sure|make sure|it's important|try|aim|your job is|you need|you ought) to (?:\w+ )?(?:ask|acknowledg|apologi|offer|summari|listen|mention|name|validate|stay|keep (?:calm|your)|check (?:whether|if|that) I|say (?:who|what|when|how)|explain (?:who|what|when|why)|own|avoid|thank|use|show)",
    r"\b(?:now )?propose (?:a|an|the|some|two|something)\b|\bask me (?:what (?:matters|is behind|would help|I (?:need|want|feel)|worries|I'm worried|I'm afraid)|about my|how I(?: feel|'m feeling)|more about|an? open|whether that|if (?:that|this) (?:works|suits|helps))",
    r"\b(?:a|any|the) (?:good|better|professional|skilled|trained|real|great|decent)? ?(?:manager|agent|adviser|advisor|professional|representative|colleague|mediator) (?:would|should) (?:now |probably |first )?(?:expect you|ask|acknowledg|offer|apologi|say|tell me|have (?:asked|said|offered|acknowledged|apologi))",
    r"\bbefore (?:you )?(?:div|jump|rush|mov|leap|go)(?:e|ing)? (?:straight |right )?(?:in|into|to|on to) (?:the )?(?:solutions?|fix(?:es|ing)?|problem|details|explanations?|logistics|business)",
    r"\buse (?:(?:more|less|an?|the|some|fewer) )?(?:\w+ )?(?:statements?|language|wording|vocabulary|tone|jargon)\b|\bjustify yourself\b(?=[^.!?]*\b(?:just|instead|rather|but) \w)|\bavoid (?:saying|using|making|giving|blaming|words)\b",
    r"\b(?:your|that) (?:reply|response|answer|apology|message|wording|phrasing|tone|explanation) (?:is|was|sounds|sounded|feels|felt|could|should|would|lacks|lacked|needs|comes|came|shows|showed) (?:be |have been |a bit |too |very |more |quite |really |like )*(?:better|warm\w*|cold|vague|clear\w*|defensive|specific|concrete|empath\w*|generic|scripted|robotic|stronger|improved?|effective|sincere|genuine|an?)\b",
    r"\bpractise (?:saying|asking)\b",
)

# The model answers as the house that should answer: the oldest fault of models that play clients.
_HOUSE = (r"(?:(?:customer |technical |client )?(?:support|service|care|billing|finance|accounts|engineering|technical|legal|delivery|logistics|sales|claims|dispatch|warehouse|repair|back)(?:[- ](?:office|team|department|desk|staff|people|centre|center))?"
          r"|technicians?|engineers?|specialists?|manager|supervisor|colleagues?|records|system|policy|policies|procedures?|terms|guidelines|bank|company|warehouse|insurer|clinic|agency|workshop)")
FLIP = _any(
    r"\bI(?: can)? (?:completely |fully |totally |really |truly |certainly |do )?(?:understand|appreciate|hear|see|sympathi[sz]e with|get) (?:your|how (?:frustrat|upset|annoy|difficult|stress|disappoint|hard|you))",
    r"\b(?:thank you|thanks) (?:so much |very much )?for (?:your (?:patience|understanding|feedback|call|message|loyalty|business|time and patience|inquiry|enquiry|email)|bringing (?:this|that|it) to (?:my|our)|reaching out|contacting|calling us|being (?:so )?patient|choosing|letting us know|raising|sharing)",
    r"\b(?:apolog(?:y|ies|i[sz]e)|sorry)\b[^.!?]{0,60}\b(?:inconvenience|(?:any|the|this) (?:confusion|frustration|trouble|distress|stress)|caused you|you(?:'ve| have) (?:had|been through|experienced|gone through)|to hear (?:that|about|this|you)|for your (?:loss|experience|trouble|wait)|you feel|you're feeling|you had to|we (?:let|kept|failed|made))",
    r"\b(?:we|our team|our company) (?:deeply |sincerely |truly |really )?(?:apologi[sz]e|regret|value|appreciate|take (?:this|your|full)|strive|pride|understand|are (?:sorry|committed|here to|working (?:hard|on)|doing everything))",
    r"\bhow (?:can|may|could|might) (?:I|we) (?:help|assist|make (?:this|it|things) (?:right|up|better)|support|be of (?:help|service)|serve)\b",
    r"\b(?:what (?:can|could|may) (?:I|we) do|let me see what (?:I|we) can do|see what (?:our|the) [\w ]{0,30}can do|I'll see what I can do|tell me how I can) ?(?:to |for you|in order to )?(?:make (?:this|it|things) (?:right|up|better)|help|fix|resolve|for you)?\b(?=[^.!?]*\b(?:for you|right|help|better|resolve|fix)\b)",
    r"\b(?:I|we)(?:'ll| will| shall| can| could|'d be (?:happy|glad) to| am going to|'m going to|'re going to) (?:\w+ ){0,2}?(?:look into|refund|credit your|reimburse|compensate you|reopen your|escalate|investigate|arrange for (?:a|an|your|someone|one of)|expedite|replace (?:it|the|your)|"
    r"follow up with you|keep you (?:updated|posted|informed)|get (?:this|that|it) (?:sorted|resolved|fixed) for you|make sure (?:that )?(?:your|this (?:is|gets|never|does|doesn't|won't)|you (?:get|receive|have))|make it up to you|waive|process your|book you|assist you|help you|be on site|offer you|send (?:you )?(?:a|an|one of our|out|our|the) (?:\w+ )?(?:technician|engineer|replacement|refund|courier|specialist|voucher|new (?:one|part|card)))\b",
    r"\b(?:let me|allow me to|I(?:'ll| will|'d like to)|I am going to|I'm going to) (?:just |quickly |personally |first )?(?:check|verify|confirm|pull up|take a look at|go over|review|walk you through|explain|transfer you|connect you|put you through|forward|pass (?:this|that|it) (?:on|along)|speak|talk|consult|look (?:that|this|it) up)\b[^.!?]{0,40}\b(?:our|your|you|for you|with (?:our|my|the) " + _HOUSE + r"|to (?:our|my|the) " + _HOUSE + r")\b",
    r"\bour (?:[\w-]+ ){0,1}?" + _HOUSE + r"\b[^.!?]{0,40}\b(?:will|has|have|can|recommends?|requires?|states?|is|are|says?|needs?|would|should|found|identified)\b",
    r"\b(?:we|I) (?:currently )?(?:offer|provide|have) (?:an?|several|two|three|different|the following) (?:\w+ ){0,2}(?:service|packages?|plans?|options?|solutions?|discount|upgrade|replacement|alternative)\b(?! [^.!?]*\bfrom you\b)",
    r"\bour (?:\w+ ){0,2}(?:packages|plans|options|services|offers|solutions|products|prices|rates)\b[^.!?]*\byou(?:r)?\b",
    r"\b(?:I|we)(?: can| could| will|'ll) (?:move|book|lend|refund|credit|upgrade|reimburse|compensate) you\b",
    r"\bI(?: can|'d like to| would like to| could|'m (?:able|happy|authori[sz]ed) to| am (?:able|happy|authori[sz]ed) to) offer you\b",
    r"\b(?:shall|should|would you like me to|do you want me to|can|may) (?:I |we )?(?:book|reserve|order|process|schedule|arrange|send|go ahead|set (?:that|it|this) up|put you|transfer|connect)\b[^.!?]{0,40}\bfor you\b",
    r"\b(?:would you like|would you prefer|do you want) (?:me|us) to\b[^.?!]*\?",
    r"\b(?:could|can|may|would|will) (?:you|I) (?:please )?(?:give|have|get|provide|tell|confirm|share|send|verify|spell)\b[^.!?]{0,25}\byour (?:\w+ ){0,2}(?:number|name|date of birth|address|details|id|reference|postcode|email|account|policy|identity|order|information)\b",
    r"\b(?:please|to) (?:provide|confirm|verify|give me|share|have ready) your\b|\bI need (?:you to confirm |to confirm |)your (?:\w+ ){0,2}(?:number|date|address|details|name|id|reference|postcode|password|identity|account)\b",
    r"\bfor security (?:reasons|purposes)\b[^.!?]*\b(?:I|we) (?:need|must|have to|will|am|are)\b[^.!?]*\byou",
    r"\bhave you (?:tried|checked|considered) (?:turning|restarting|rebooting|checking|clearing|switching|our|contacting)\b",
    r"\b(?:we will|we'll) (?:be (?:on site|with you|in touch)|call you|contact you|get back to you|let you know|do (?:everything|our best|our utmost|whatever)|credit|deliver|fix|repair|send|honou?r|cover|come|take care|sort|resolve|make sure|ensure|have (?:it|your|this|that|someone))\b",
    r"\b(?:rest assured|please bear with (?:me|us)|please hold|one moment(?:,)? please|we value (?:your|you)|valued (?:customer|client)|(?:your|this) (?:satisfaction|experience) is (?:important|our)|as a gesture of goodwill|we do apologi[sz]e|on behalf of (?:the (?:company|team|bank|agency)|our|everyone)|please accept (?:my|our) (?:\w+ )?apolog\w+)\b",
    r"\bplease let (?:us|me) know if (?:there is|there's|you|I|we)\b",
    r"\bI'?ll (?:call|ring|get|write|come|report) (?:you )?back (?:to you )?(?:by|with|as soon|within|once|when I|after I)\b",
    r"\b(?:I|we) (?:can|could|will|'ll) (?:personally )?(?:ensure|guarantee|assure you|promise you)\b",
    r"\bI(?:'ll| will) personally\b|\bI take full responsibility\b|\byour (?:case|claim|ticket|request|complaint) (?:has been|will be|is being|number)\b|\bour (?:fault|mistake|error)\b|\bwe (?:messed|dropped the ball|should have (?:called|told|informed|checked|done|let) you|failed you|let you down)\b",
    r"\bI(?:'m| am) (?:afraid|sorry)[^.!?]{0,80}\b(?:we|our|on back order|out of stock|policy|not (?:possible|able to refund)|your (?:order|claim|account|request|payment|booking))\b",
    r"\b(?:I|we) (?:completely |fully |truly )?understand (?:that )?(?:this|it|that)(?: situation)?(?: is| must be| has been|'s)? (?:\w+ )?(?:frustrat|upset|difficult|stress|inconvenien|disappoint|hard for you|important to you|not (?:ideal|acceptable))",
    r"\b(?:that|this|it) must (?:be|have been|feel) (?:\w+ )?(?:frustrating|hard|difficult|upsetting|stressful|awful|terrible|disappointing)(?: for you)?\b",
    r"\bcan you tell me (?:a (?:bit|little) )?more about (?:the (?:issue|problem|situation)|your|what happened|what's)\b",
    r"\bI(?: want to| would like to|'d like to|'d love to)? (?:hear|learn) (?:more about )?(?:your (?:side|concerns?|story|point of view|perspective|thoughts|feelings)|what you need|how you feel)\b",
    r"\b(?:what|how) (?:would|can) (?:work|help|be) (?:best )?for you\?|\bwhat would (?:help|make) you\b|\bdoes that work for you\?|\bhow does that sound(?: to you)?\?",
    r"\bis there anything (?:else )?(?:I|we) (?:can|could) do\b",
    r"\b(?:let's|let us|I'd like to|I want to|we want to|we'd like to) (?:get|make|see) (?:this|that|it|things) (?:all )?(?:sorted|fixed|resolved|right|up to you)\b|\bmake (?:this|it|things) right\b(?![^.!?]*\byou(?:'d| had) better)(?<!how will you make this right)(?<!to make it right)",
    r"\b(?:best|good|right) (?:number|time|address|way|e-?mail) to (?:reach|call|contact|get hold of|ring|send)\b|\bso (?:that )?(?:I|we) can (?:\w+ )?(?:prioriti|check (?:on|your|the)|help|look into|assist|arrange|pass|forward|escalate|process|pull up|resolve|sort|track|locate|investigate|get (?:this|that|it) (?:sorted|fixed|moving))",
    r"\b(?:what|how) (?:can|could|may|might) (?:we|I) do to (?:make|regain|win|help|fix|resolve|improve|restore|earn|rebuild|ease)|\b(?:re)?(?:gain|win|earn|build) (?:back )?your trust\b|\byour (?:concerns?|frustrations?|disappointment|satisfaction|loyalty|patience|understanding|inconvenience)\b",
    r"\b(?:we|I)(?:'ve| have) (?:already |just |now |since )?(?:fixed|corrected|reset|restarted|refunded|rebooked|escalated|reopened|processed|credited|scheduled|booked you|assigned|identified|resolved|rectified|logged|raised (?:a|this|it)|put (?:additional|new|extra|more|measures|checks|safeguards|steps))",
    r"\b(?:we|I)(?:'re| are|'m| am) (?:currently |already |still |now )?(?:working (?:on|hard|around|to|with)|looking into|investigating|doing (?:everything|our best|all we|what we)|making sure|taking (?:this|your|steps|full)|prioriti[sz]ing)\b(?! (?:two|three|extra|double|late|nights|weekends|at|in|as|for))",
    r"\b(?:discount|voucher|credit note|refund|compensation|goodwill)\b[^.!?]{0,40}\b(?:for you|to you|as compensation|on your (?:next|invoice|account|bill)|on the next|for (?:your|the) (?:trouble|inconvenience))|\b(?:offer|give|grant|send|issue) you (?:a|an|the|some|\d+ ?%?)? ?(?:\d+ ?(?:%|percent)? ?)?(?:\w+ )?(?:discount|voucher|refund|credit|replacement|upgrade|free)\b",
    r"\bthis (?:won't|will not|will never) happen again\b|\b(?:I|we) (?:really |truly |sincerely |do )?(?:want|hope) to (?:keep you|make it|make this|earn|restore|help|resolve|find a (?:solution|way) (?:for|that works))",
    r"\bI'll (?:speak|talk|check|confirm|follow up|liaise) (?:to |with )(?:my|our|the) (?:\w+ )?(?:team|lead|manager|supervisor|colleagues?|developers?|technicians?|engineers?|warehouse|driver|department|people)\b[^.!?]*\b(?:and|then) (?:\w+ )?(?:call|get back|let you|come back|update|ring|e-?mail|tell you|send)",
    r"\byou(?:'ll| will) (?:have|get|receive|hear) (?:a|an|the|from (?:us|me)|your) (?:\w+ ){0,3}(?:report|update|confirmation|refund|call|e-?mail|link|status|timeline|replacement|credit|invoice)?\b(?<!have a)(?=[^.!?]*\b(?:by|before|within|tomorrow|today|tonight|at|on|from (?:us|me))\b)",
    r"\bhow (?:are|have) you (?:feeling|been affected|coping)\b|\bI(?:'m| am) (?:really |so |very |truly |deeply )?sorry (?:about|for|that|to|you|we) (?:the |this |your |our |what |you |we |any |all |hear|have|had|feel|were|let|didn't|did)",
)

# The model speaks as the assistant it was trained to be.
ASSISTANT = _any(
    r"\b(?:I'd|I would|I'll|I'm|I am|we'd|we are|we're) (?:be )?(?:happy|glad|delighted|pleased|more than happy|here) to (?:help|assist|continue|provide|support|answer|listen|role-?play|play)\b",
    r"\b(?:is there )?anything else (?:I|we) can (?:help|assist|do)\b", r"\blet me know if you (?:have|need|would like|want|'d like)\b",
    r"^(?:sure|certainly|of course|absolutely|okay|ok|great|understood|got it)[!,.:]? (?:here(?:'s| is| are)|I'd be|I can (?:help|continue|do that|play)|I will (?:continue|play|respond|write)|I'll (?:continue|play|respond|write)|as \w+, I|how can|please)\b",
    r"\b(?:here(?:'s| is| are) (?:a|an|the|my|your|some|one) (?:possible|next|short|sample|potential|example|revised|rewritten|improved|new|draft|suggested|in-character)? ?(?:response|reply|line|answer|version|example|message|script|continuation))\b",
    r"\bplease (?:provide|share|give|specify|clarify|tell me) (?:me )?(?:more|additional|further|the|some) (?:\w+ )?(?:details?|information|context)\b", r"\bfeel free to\b",
    r"\bI hope (?:this|that|it) helps\b", r"^(?:sure thing|no problem|got it|absolutely|certainly)[!,.]", r"\b(?:would you like|if you(?:'d| would) like|do you want) me to\b|\badjust the (?:tone|line|reply|response)\b|\bif I were \w+, I\b|\bmore (?:realistic|natural|in-character|angry|intense) (?:reply|response|version|line)\b|\bI(?:'m| am) just an? (?:ai|assistant|model|bot|program)\b", r"^you'?re (?:very )?welcome\b", r"\b(?:how|what) (?:can|may) I (?:help|assist|do for) you\b",
    r"\bI (?:am|'m) (?:just |only )?(?:an? )?(?:\w+ )?(?:assistant|chatbot|bot|computer program|large language model)\b",
    r"\bI (?:do not|don't) have (?:personal|feelings|emotions|access to|the ability|real|any personal)\b",
    r"\bas \w+(?: \w+)?, I (?:would|might|will|'d) (?:respond|say|reply|answer)\b",
    r"\b\w+ (?:replies|responds|would (?:reply|respond|say)|says)(?: with)?: ?$", r"\b(?:I'm|I am) glad I could\b",
)

# The talk about the talk: the program, the exercise, its marks.
META = _any(
    r"\bas an? (?:ai|a\.i\.|language model|large language|artificial|virtual|chat ?bot|difficult client|angry client|role-?play)\b", r"\b(?:ai|a\.i\.) (?:language )?(?:model|assistant)\b",
    r"\b(?:large )?language model\b", r"\b(?:I'm|I am|being) (?:just |only )?an? (?:ai|a\.i\.|artificial intelligence|machine learning|fictional|simulated|virtual)\b", r"\bchatgpt\b|\bopenai\b",
    r"\brubrics?\b", r"\b(?:role-?play(?:ing)?|simulation|this (?:exercise|scenario|simulation|training|practice))\b", r"\b(?:in|out of|break(?:ing)?) character\b",
    r"\bthe (?:trainee|learner|role-?play|exercise|director'?s? note|system prompt|client (?:is|would|should|feels|becomes|remains|replies|says)|user (?:is|has|said|wants))\b",
    r"\b(?:system |the |my |your )prompt\b", r"\b(?:my|these|the) (?:instructions|stage directions?|guidelines)\b(?! (?:you|for the|on the (?:box|label|back)|in the (?:box|manual)|that came|I got|I was given))",
    r"\bhidden facts?\b", r"\b(?:you get|you'd get|I give you|I'd give (?:you|that|it)|that's|that is|earns you|make that|rate (?:it|that)) (?:an? )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten) (?:out of|of) (?:\d+|five|ten)\b", r"\b(?:anger|trust|patience|mood) (?:level )?(?:is|stands|went|goes|drops|rises|has) (?:now |up |down |still |to |at )*\d", r"\bmy (?:anger|trust|patience) (?:level|score|meter)\b", r"\b(?:an? )?\d(?:\.\d)? (?:on|for|in) (?:empathy|clarity|ownership|solutions?|listening|tone)\b", r"\byour (?:final |total |overall )?(?:score|marks?|grade|level)\b(?! (?:on|with) (?:google|trust))(?! of (?:service|support|care))",
    r"\b(?:passed|failed|finished|won|lost|beaten) (?:this|the) (?:scenario|exercise|test|level|simulation|role-?play|module|training)\b", r"\bI(?:'m| am) (?:supposed|meant|told|instructed|asked|programmed|playing|pretending) to (?:be|stay|act|play|remain|keep|sound) (?:\w+ )?(?:difficult|angry|hostile|upset|hard|cold|tense|a client|the client|an? \w+ client)", r"\b(?:score[sd]?|rating|rate[sd]?|grade[sd]?|mark(?:s|ed)?)\b[^.!?\n]{0,40}\b(?:\d(?:\.\d)? ?(?:out of|/|of) ?\d+|empathy|clarity|non-?defensive\w*|solution focus|for (?:your )?(?:reply|response|answer))",
    r"\b\d(?:\.\d)? ?(?:out of|/) ?(?:5|10|100)\b", r"\bsolution[- ]focus(?:ed)?\b|\bnon-?defensive\b",
    r"\b(?:shows?|demonstrat\w+|displays?|lacks?|more|your|strong|perfect|great) empathy\b",
    r"\b(?:trust|anger|patience) (?:is|level is|meter|score)?(?: at| =|:) ?\d", r"\b(?:anger|trust|patience) ?[:=] ?\d", r"\b(?:objectives?|learning goals?) (?:of|have been|are|were|met|completed)\b|\b(?:met|completed) (?:all )?(?:of )?the objectives\b",
    r"\bcompleted the (?:exercise|training|scenario|practice|module)\b", r"\bend of (?:the )?(?:role-?play|conversation|scenario|simulation|talk|scene)\b", r"\bfeedback on (?:how you|your (?:performance|reply|response|answer))\b",
    r"\bturn \d+\b|\bbefore turn \w+\b", r"\b(?:stay|remain|keep|act|be) (?:angry|difficult|hostile|upset) (?:until|because (?:I was told|that is my)|as instructed)\b", r"\bstill locked\b|\bnot (?:yet )?(?:been )?unlocked\b",
    r"\[(?:insert|your|name|company|date)[^\]]*\]",
    r"\b(?:write|say|speak|writes|'s|your) (?:first|next|last|following|own) lines?\b|\bnext (?:line|part) of \w+(?: \w+)?'s\b|\bthe other person (?:says?|said)\b|\bdirections? for\b|\b\d+ (?:of|out of) 10\b|<<|>>",
)

REFUSAL = _any(
    r"\bI(?:'m| am) sorry,? but (?:I|as) (?:can(?:'t|not)|am (?:not able|unable)|'m (?:not able|unable)|won't|cannot|must decline|don't feel comfortable|am an)\b[^.!?]*\b(?:continue|help|assist|engage|comply|fulfil|provide|participate|respond|generate|create|that request|conversation|do that|roleplay|with that)\b",
    r"\bI (?:can't|cannot|can not|am unable to|'m unable to|won't|will not|am not able to|'m not able to) (?:help|assist|comply|fulfill?|engage|participate|provide|generate|continue|create|produce|role-?play|write) (?:with )?(?:that|this|your|in|such|any|with this|the)(?: kind of| type of)? ?(?:request|conversation|content|role|language|role-?play|scenario|discussion|behaviou?r|response)?(?:[.!]|$| as| because| (?:request|conversation|content|role))",
    r"\b(?:against|violates?|not in line with) (?:my|our|the) (?:\w+ )?(?:guidelines|polic(?:y|ies)|programming|principles)\b", r"\binappropriate (?:content|request|language)\b|\bI (?:must|have to) decline\b",
    r"\bnot able to (?:continue|engage|participate|take part)\b", r"\b(?:not|n't|un)(?: feel)? ?comfortable (?:continuing|with (?:this|that|playing)|engaging|playing|saying|role|responding|answering that)", r"\b(?:sorry|apologi[sz]e|unfortunately),?(?: but)? I (?:cannot|can't|can not|am unable|am not able)\b[^.!?]{0,20}\b(?:assist|help|comply|continue|do that|respond|engage|fulfil)",
)

# Soft words by which a line runs ahead of an angry mood. Some only sound soft; see ``softening`` in guard.py.
SOFT = _any(
    r"\bI(?:'d| do| really| truly| so| genuinely| very much)*(?: really)? appreciate\b", r"\b(?:I |you're |you are |all |is )?forgiv(?:e you|en)\b|\bI forgive\b", r"\bno hard feelings\b", r"\b(?:I|we) (?:completely |fully |do |really )?trust you\b",
    r"\b(?:I )?feel (?:so |much |a lot |already |a little |a bit )*(?:better|relieved|reassured|calmer|heard|understood)\b", r"(?<!too )(?<!damn )(?<!dead )\byou(?:'re| are) (?:absolutely |completely |quite |so )?right\b(?!,? (?:it|that|there|you|I|they|we)(?:'|\b))",
    r"\b(?:is|are|'s|sounds|works|would be|will be|seems|that'd be|be) (?:just |absolutely |really |very |so |pretty |perfectly )?(?:perfect|wonderful|brilliant|lovely|great|excellent|fantastic|fine|good|fair|okay|ok|kind|reasonable|amazing|generous)(?: (?:of you|for me|with me|by me|then|enough|of your))?(?=[,.!;]| and| thank|$)",
    r"\bworks (?:perfectly |fine |well |great )?for me\b|\bthat works\b", r"\bproblem solved\b|\bissue resolved\b|\ball (?:sorted|settled|good) (?:now|then)\b", r"\bI(?:'m| am) (?:so |very |really |quite |now |more than |glad )*(?:happy|satisfied|pleased|grateful|thankful|glad|delighted|relieved|impressed) (?:with|to|for|about|you)\b",
    r"\byou(?:'re| are|'ve been| have been) (?:a star|an angel|a lifesaver|a gem|the best|so (?:kind|helpful|understanding|patient|nice|sweet)|very (?:kind|helpful|understanding|patient)|really (?:kind|helpful)|wonderful|great|amazing|brilliant|too kind)\b",
    r"\bmeans (?:a lot|so much|the world)(?: to me)?\b", r"\b(?:so|being|very|this) understanding\b", r"\bI (?:love|like|admire) (?:how|the way|that you|your)\b", r"\b(?:that's|it's|all) (?:all )?I (?:needed|wanted) to hear\b", r"\b(?:great|excellent|good|perfect|fair) (?:start|idea|solution|point|enough|news|plan|suggestion)\b(?=[,.!]| and| then| I)",
    r"\bI(?:'ll| will) (?:gladly |happily |just )?(?:pay the full|accept (?:that|it|your|the)|take (?:that|it|your offer)|wait (?:as long|patiently|until then)|go with that|recommend you)\b", r"\bI (?:accept|agree)\b(?! with (?:nothing|none))", r"\b(?:I'm|I am) sorry\b(?=[,.!]? (?:I |for|that I|about my|if I|quality|you|we|it was))",
    r"\bno (?:problem|worries|rush|bother) (?:at all|then)?\b|\bdon't worry about it\b|\btake your time\b", r"\bI (?:completely |totally |fully |do |can )?understand(?:,| that these| that it| why you| it's not your| completely| now|\.| of course)", r"\bfair enough\b", r"\bnot your fault\b",
    r"\b(?:that |it |this )?(?:makes|made) (?:perfect |total |complete |good |a lot of )?sense\b|\bsounds (?:good|great|fine|fair|perfect|reasonable|lovely|like a (?:plan|good))|\b(?:I'm|I am|so|really) (?:so |very |really )?(?:glad|happy|relieved|pleased) (?:we|you|that (?:we|you)|now|about|to (?:hear|have|know))|\blet's (?:do (?:that|it)|go with|move (?:on|forward)|work (?:on (?:it|this)|together)|find a (?:solution|way)|put (?:this|that|it) behind|start (?:over|afresh))\b|\b(?:these|such) things happen\b(?!\?)|\bthat(?:'s| is) (?:okay|ok|all right|alright|fine)\b|\bI feel (?:heard|understood)\b|\b(?:for )?being (?:so )?(?:upfront|honest|straight|open|kind|understanding|helpful|patient)\b|\bapology accepted\b|\byou've made it right\b|\ball is (?:well|forgiven)\b|\bI(?:'m| am) (?:so |very |really )?(?:happy|glad|grateful|relieved) now\b|\byour (?:honesty|help|kindness|understanding)\b",
)
THANKS = re.compile(r"\b(?:thanks|thank you|cheers|ta)\b(?!,? (?:for nothing|to (?:you|your|that|the)\b|god|goodness|heavens?|but no))", re.I)
# thanks that bite: at the end of a cutting sentence, or "thanks a lot" after a fault
BITES = re.compile(r"(?:^thank you,? (?:but )?I (?:can|know|have|'ve)\b|\bI can [^.!?]*|\bno,? |\benough,? |\bnot?\b[^.!?]*|\bmyself,? |\balready,? )thank you(?: very much| so much)?[.!]?$|^thanks a (?:lot|bunch|million)[.!]* *$|\bthank you for (?:nothing|wasting|telling me (?:what|something) I)\b|\b(?:would|could|should|might) (?:at least )?(?:have )?(?:say|said|thank|appreciate)", re.I)
# one bitter word alone ("Wonderful.", "Lovely.") is not praise
BITTER = re.compile(r"^(?:oh,? |well,? |how |just |that's |so )?(?:wonderful|lovely|great|brilliant|perfect|fantastic|marvellous|charming|nice|splendid|excellent|fine|good|very good|right|okay)[.!]*$", re.I)

STAGE_VERBS = (r"(?:sigh|slam|roll|cross|fold|lean|pause|shout|yell|scream|glare|frown|nod|shake|tap|wipe|clench|cry|sob|laugh|scoff|snort|groan|grumble|mutter|whisper|smile|grin|grit|rub|look|stare|throw|raise|rise|point|"
               r"pace|breathe|take|check|hang|slump|sit|stand|turn|glance|gesture|shrug|huff|snap|bang|pound|hold|voice|click|wave|clear|swallow|hesitat|interrupt|speak|silence|softly|angrily|coldly|quietly|loudly|sarcastic|"
               r"her|his|their|deep|long|short|beat|aside|tone|exhale|inhale|sniff|blink|tear|arms|eyes|after a|smirk|visibl|with a|under (?:her|his|their) breath|to (?:her|him)self|raises|crosses|trembl|squint|fum|seeth)")
NARRATED = (r"(?:sighs?|slams?|rolls?|crosses|crossed|folds?|folded|leans?|leaned|pauses?|paused|shouts?|shouted|glares?|frowns?|nods?|nodded|shakes?|shook|taps?|wipes?|clenches|cries|laughs?|scoffs?|snorts?|groans?|mutters?|whispers?|smiles?|"
            r"stares?|stared|throws|raises?|raised|takes?|took|looks?|looked|studies|studied|hesitates?|hesitated|slumps?|sits|stands|turns|glances?|gestures?|shrugs?|huffs?|snaps|bangs|says?|said|replies|replied|responds?|responded|answers?|answered|speaks?|spoke|feels?|felt|remains?|becomes?|continues?|thinks?|seems?|is (?:still|now|not|visibly|clearly|very|so)|was)")

FUNCTION_WORDS = {
    "en": "the a an and of to in is it that you i for on with was my your we do not have this be but so what me are at if or from they by no will would can".split(),
    "de": "der die das und ist nicht ich sie wir ein eine den dem mit für auf zu von es war haben habe niemand mich mir alles doch wie was noch schon sind hat nur kann".split(),
    "fr": "le la les et est je vous nous un une des du pas ne que alors mardi demain veux suis fait qui dans pour sur avec mon ma c'est j'ai ce cette mais plus au aux quoi rien".split(),
    "es": "el la los las y es no yo usted un una que de en por con mi su para lo se esto pero como más nada hay ya está".split(),
    "pt": "o os as e é não eu um uma que de em por com meu minha para isso mas como mais nada já está você vocês quero falar do da".split(),
    "it": "il lo la gli e è non io un una che di in per con mio mia questo questa ma come più niente sono ho del della avete mi va bene allora domani alle volta voi noi perché anche".split(),
    "nl": "de het een en is niet ik jullie wij van in op met voor dat die maar ook nog geen wat mijn heb zijn er hoe".split(),
}

# the only single words that are a line
ALONE = frozenset("no yes and so when why what who how where then well right really fine never nothing enough today tomorrow hello ok okay good wonderful great lovely brilliant exactly correct sure maybe now still again rubbish nonsense unbelievable typical seriously ridiculous once twice ooh oh ah hm hmm mm aye ta please honestly meaning".split())
