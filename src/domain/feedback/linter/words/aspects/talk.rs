//! What is asked, planned, said and told.

pub(super) const TALK: &str = "
# questions
+ wanted|want|needed to know
+ enquire~|inquire~
+ found out what|how|whether
- surprise|surprised to|by
- without|no|never|not ** enquir~|inquir~
- took|take|taken it|them|that|the as given
- guessed|invented|made ** requirements|limits|up
- had to volunteer|tell
- waited|wait for me to tell
+ pinned|pin|cleared|nailed down|up
+ what|which|how|whether|if ** you asked
- guess~|guessed ** limit~|size|input|requirement~|constraint~
- bother|bothered|cared to ask
- straight|right|away|off coding|typing
+ ask~ ** @asked|question~|clarifying
+ clarify~
+ question~ before|first|up
+ confirm~|checked ** assumption~|requirement~
- assume~|assumption~
- took|take|taken|takes for granted
- no|without|zero|single|never|not ** question~|clarify~
- without|before|no|never asking
- never|not|didn't|nothing ask~|asked
- nothing|nobody ** asked
- straight|jump~|dive~|dove|rush~|leapt ** code|coding|typing|solution|solving|implementation
- start~|began|begin|design~|code~|coding ** without|before|no ** question~|ask~
# alternatives
+ pros and cons
+ trade-offs|trade-off
+ plan b
+ a|the second|another|other approach|idea|design|solution|way|option
- happy|content|satisfied with ** first|only
- looked|searched|asked|went no further
- first ** best|only|idea|solution|approach ** taken|used|picked|kept|stayed
- committed to|immediately
- never|not ** anything|something else
+ options|approaches|designs|solutions|ideas ** compared|weighed|considered|contrasted|discussed
- first ** came|comes|occurred|mind
- no|without|never|not ** second|other ** approach|idea|design|option|thought
- settled|picked|chosen|took ** first|without|immediately|straight
+ two|several|three|both|different|other|second|couple|more ** approach~|option~|design~|solution~|idea~|way~|store~
+ compare~|comparison~|weigh~|wieghed|weighed|alternative~|tradeoff~
+ trade off|offs
+ against before|first|and|then|by
- only|just|single|one|first ** approach|option|design|idea|solution|way
- no|never|without|nothing|not ** alternative~|compare~|comparison|option~|tradeoff~|weigh~|else
- first thing|idea that
- only thing|candidate|choice
# plan
+ steps|step ** listed|written|named|told|laid|numbered
+ knew where you|to
+ order of work
+ thought before|first
+ plan|outline|sketch ** before|first
- no idea where
- as you went along
- improvised|improvise~
- into the code|keyboard|editor
- plan|outline|roadmap ** missing|absent|nowhere|nonexistent|lacked
+ laid|thought ** out|through|ahead
+ sketch~|outlined ** steps|approach|solution|plan
- head first
- headlong|headfirst
- plunged|barged|leapt|leaped ** in|into
- without thinking|a|any|knowing
- making|made it up
+ plan|planned|planning|outline~
+ broke|split|divide~|break|cut ** down|into|steps|parts|pieces
+ steps|structure before|first
- no|without|never|lack~|not|missing ** plan|outline|breakdown|steps|roadmap
- straight|jump~|dive~|dove|rush~|leapt ** code|coding|typing|editor|details|detail|keyboard
- trial and error
- random|randomly|blindly
# aloud
+ let|kept me in|posted|know
+ shared|said|spoke every|each|your|what
+ never in|had the dark|guess|wonder
+ easy|could ** follow you|along|your|thinking
- i never|hardly|seldom|rarely|couldn't|scarcely * knew|know|see|tell|learned|learnt what|where|how|which|why
- up to $
- behind closed doors
- black box
- in your head|mind
- kept|keep to|it|your|everything|thoughts yourself
- had|have to drag|pull|squeeze|ask|pry
- mumbl~|mute|wordless|quiet
+ audible|audibly|transparent
+ i could|can|was ** follow|see|hear|tell
+ easy to follow
- lost track|sight|thread|you
- in the dark
- typed|worked|coded|typing|coding|sat ** silence|quietly|wordless~|silently|silent|word
- long|minutes silence~|pauses|pause|gaps|stretches
- had to guess|ask ** doing|thinking|what
- couldn't|not|can't follow|tell|see|hear|know ** you|thinking|thoughts|doing|reasoning|what
- clue what|where|how
+ spoke|shared|voiced|verbalised|verbalized|said ** thoughts|thinking|mind
- not|didn't|couldn't|never|no * know|knew|idea|tell *** head|thinking|mind|doing|were
+ talk~|narrat~|aloud|commentary|verbalise~|verbalize~
+ out loud
+ kept|keep|keeping me ** loop|informed|posted|picture|with
+ said|told|tell~|say|saying|share~|explain~|describe~ ** what|why|thinking|thoughts|doing|step
+ i ** knew|followed|follow|always ** where|what|thinking|you
- silen~|quiet|mute~|mutely
- nothing|no|not|hardly|barely|never|nobody|little ** said|spoken|word|heard|talk~|spoke|told|aloud|say|commentary
- heard|hear nothing|no|little
- left|leaving me|us ** guess|guessing|dark|wondering
- i was|had|kept ** guess|guessing|wondering|dark
- was|were left ** guess|guessing|wondering
- to guess|wonder
- went|gone|going dark
- no|little|zero|without ** idea|clue ** what|where|how|doing|head
+ brought|took|carry~|bring~|take me|us along
+ never|no ** silence|silent
- i ** lost|couldn't|didn't|wondered|never|hardly|not|no ** follow|know|knew|knowing|thread|understand|where|idea
- never|hardly|not told|said|explained|knew
# feedback
+ took|take|taken|used|accepted ** gladly|well|readily|gracefully|once|immediately|board|seriously
+ grateful|thankful for
+ picked|pick up ** hint~|idea|suggestion~
+ ran|run with my|the ** hint~|idea|suggestion~
- bounced|bounce|rolled|slid off
- deaf ears
- one ear
- talked|argued|went|carried|kept ** over|past|against|on ** hint~|suggestion~|advice|objection~|remark~
- hint~|suggestion~|advice|remark~|comment~|feedback ** nothing|unused|lost|wasted|bounced|deaf|passed|no|resisted|fought
- didn't|wouldn't|not|never|refused * want|hear|listen|budge|change|move|react|respond
+ open|receptive|responsive to
- bristle~|argue~|stubborn~|refus~|bristled|insist~|sulk~|snap~ ** at|about|with|to|on|against|my
- wouldn't|didn't|not ** take|took|accept|hear|listen|change|move ** hint|advice|feedback|remark|suggestion|word|from
- stuck|stayed|clung|kept|carried to|with|on ** despite|although|list|hint|plan|anyway
+ took|take|taking|taken|open|listen~|accept~|use~|pick~|welcom~|act~|adopt~|incorporat~|respond~|react~ *** feedback|comment~|remark~|suggestion~|criticism|critique|pushback|correction~|hint~|advice|objection~|nudge~|pointer~
+ feedback|comment~|remark~|suggestion~|criticism|critique|pushback|correction~|hint~|advice|objection~|nudge~|pointer~ *** taken|used|used|well|board|accepted|picked|heard|welcome|up
- feedback|comment~|remark~|suggestion~|criticism|critique|pushback|correction~|hint~|advice|objection~|nudge~|pointer~ *** ignored|wall|brushed|dismissed|waved|defended|argument|met|declined|turned|unused|not|never|rejected|away|aside|nowhere|wasn't|weren't|unheard|lost|disregarded
- ignor~|dismiss~|reject~|brush~|wave~|defend~|argue~|resist~|refuse~|disregard~|overrule~|shrug~ ** feedback|comment~|remark~|suggestion~|criticism|critique|pushback|correction~|hint~|advice|objection~|nudge~|pointer~
- not|never|no|didn't ** listen~
- defensive
- dug|dig heels|in
- dug your|their|his|her heels
- want|wanted|wouldn't|refuse~ ** hear|listen~
# listener
+ paused|pause|waited|slowed ** for|to|so
+ checked|asked ** following|understood|along|clear
- ploughed|rattled|rushed|raced on|through|off
+ check~|ask~|made ** follow~|understood|sure
+ bring~|brought me|the
- not|never|without|no ** check~|ask~ ** follow~|understand~|with
- lost me
- talk~ past|over|at
# reading
+ read|studied ** carefully|closely|twice|fully|end|attentively|thoroughly
- skimmed|glanced|half-read|skim~
- misread|misunderst~|misunderstood|misinterpreted
- solved|built|answered|wrote ** different|another|wrong|other ** problem|task|thing|question
- never|not|didn't ** sure|certain ** task|problem|meant|understood|same|question
+ checked|check|asked|made ** understood|understand|understanding|meant|sure * ** task|problem|right|same|it
+ made|make|makes sure|certain
+ own words
- never|not|didn't|without *** task|problem|question ** right|same|understood|meant
+ read|reads|reading ** task|prompt|statement|question|carefully|whole|twice|problem
+ restat~|rephras~|repeat~|repeated ** problem|task|question|requirement~|words
- misread|misunderstood|misunderstand|unread
- skip~|overlook~|ignor~ ** task|prompt|statement|half|sentence|output|requirement~
- not|never|didn't|before|half|without|only ** read|restat~|reading ** task|prompt|statement|question|problem|end|requirement~
- task|prompt|statement|question|problem ** not|never|wasn't|half ** read|restat~
- solv~ ** else|wrong|another|different
- started|start before
# concise
+ answer~|answered|reply|replied|explained|told|put ** briefly|shortly|concisely|succinctly|few|sentence|two
+ few words
- endless|never-ending|long-winded|rambling|lengthy|circuitous
- beat|beating|went|going|talked round|around ** bush|circles
- no|never|not|without ** point|end|stop|finish
+ to the point
- went|goes|go|going on for|and
- point *** lost|late|end
- five|ten|eight|six|seven minutes
+ concise|short|brief|crisp|succinct|focused|compact answer~|explanation~|reply|replies
+ answer~|explanation~|replies ** short|concise|brief|crisp|succinct|point
+ ^concise|brief|succinct|crisp
- rambl~|wander~|winded|lengthy|waffle~|digress|digressed|tangent~|meander~
- i ** cut|interrupt ** in|off|short|you
- answer~|explanation~|replies ** long|minutes|ages|endless|hours
- long|endless answer~|explanation~
# diagram
+ made|make|draw|drew|put ** picture|drawing|board|paper|diagram|sketch
- no|not|nothing|never|without ** drawing|picture|diagram|sketch|board|drawn|drew|draw|paper
+ drew|draw|drawn|drawing|diagram~|sketch~|picture|whiteboard
- talk~|words|verbal~|told ** only|without
- undrawn|invisible
- in|with words only
# summary
+ summed|sum up
+ closing|final words|summary|statement
- without|no closing|final|last ** word|words|summary
+ summar~|summary|summaries|recap~|wrap-up|wrapped|conclusion
+ closed|ended|finished|end with ** summary|recap|overview
- no|without|never|missing ** summary|recap|wrap-up|wrap|conclusion|summing
- stopped|ended|end~ abruptly|suddenly|mid-sentence
- just|simply stopped
# story
+ structure~|structured|chronological|chronologically
+ in * order
- unstructured|disjointed|confusing|jumbled
- jump~ ** back|around|between|forth
- no|without|lack~ ** structure|order|thread
- story ** all over
# outcome
+ what came of|out
+ ended|end with|in ** number|result|figures
- how it ended
- no|never|not ** ended|result|outcome|end|came|happened
+ result~|outcome~|impact|ending|ended
- no|without|lack~|never|missing ** result~|outcome~|ending
- what came|happened
- result~|outcome~|impact|end|ending ** missing|open|unclear|never|unknown|unsaid|vague
- story ** stops|stopped|ends|trails|fizzles
# owning
+ your|his|her|their own|part|share|mistake|fault|role|responsibility
+ admit~|owned|took|stood ** share|part|fault|mistake|responsibility|blame|role
- everyone|everybody|others|someone|somebody|all ** blame|fault|responsible|guilty
- else|others|team|manager ** is|was|were|got|to ** blame|blamed|fault
+ your|his|her|their own part|share|mistake|fault|role
+ owned|owns|owning|responsibility|responsible|accountable|accountability|ownership
+ honest|open|admit~|took|stood|recognis~|recogniz~ ** mistake|share|part|fault|error|blame|role
- blam~
- point~|pointing ** finger~|team|colleague~|others|manager|ops
- put|push~|pinned|shift~|passed|down ** on|to|onto ** dba|team|colleague~|others|manager|ops|others|else
- someone|somebody|others|everybody|everyone|everybody's|everyone's else|else's|fault
- not|no|never|didn't|nothing ** own|owned|responsibility|responsible|admit~
- not|no|never|nothing ** your|his|her part|share
- part|share|role ** unsaid|missing|open|unclear|unmentioned
# credit
+ credit~
+ name~|mention~|thank~|praise~ ** colleague~|team|teammate~|others
+ colleague~|team|teammate~|others ** credit~|thanked|named|mentioned
- colleague~|team|teammate~|others ** not|never|weren't|wasn't|didn't|missing|absent|unmentioned|invisible|nowhere
- only|always|all i|me|you
- i throughout
- as if|though ** alone|yourself
";
