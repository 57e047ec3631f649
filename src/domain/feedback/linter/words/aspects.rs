//! What is praised in one hour and denied in the next line: for each aspect of the work, how people say that it was there
//! (`+`) and that it wasn't (`-`). What is denied in words of its `+` isn't listed again.

/// An aspect with `of` behind its name is only the same if it's of the same thing: who explained locks may not know joins.
pub(crate) const ASPECTS: &str = "
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
# running
+ as you went
+ ran|run|tried|executed ** small|first|each|step|bit|piece
+ checked as|after|each
- hundred|eighty|fifty|sixty|forty lines before
- not|never|wasn't|weren't * run|ran|tried|executed ** until|till|before|once|on
- nothing ran|run
+ ran|run|executed|tried ** after|each|every|often|early|frequently
- first run|time ** minute|end|late
- not|never|without|no ** executed|run|ran|running|execution
- only|just|once ** at|in the * end
+ ran|run|executed|reran ** test~|tests|code|each|every|it|often|after|suite
+ test~|tests ** executed|run|ran|each|every
- not|no|never|nothing|hardly|without|once ** ran|run|executed
- ran|run|executed ** once|end|only
- piled up
# testing of
+ test|tests|case for|with
- nobody|no one ** tried|tested|checked|ran
- left|went untested|unchecked
- not|n't in any test
- test|tests ** nowhere|nothing|forgotten|missing|skips|skip|ignore
+ test~|tests|tested|cover~|covered|assert~|tried|checked|verif~|check
- untested|untried|unchecked|uncovered
- no|without|never|not|nothing|hardly|zero|missing|none ** test~|tests|tried|checked|verif~|cover~|check|run|tests
- happy path only
# tests
+ ^everything|all ** test~|tested|tests|covered
+ unit|integration|good|thorough|many|wrote|proper|automated|full test~|tests|coverage
+ test~|tests ** written|first|before|good|thorough|everything
- ^no|without|zero|not ** test~|tests
- there|has|have|are|is|wrote|written ** no|without|not|zero|single test~|tests
- test~|testing ** didn't|not|never|absent|missing|skipped|nowhere|happen
# edges
+ thought of|about ** empty|null|negative|zero|edge
+ odd|special|extreme|nasty|weird|tricky|unusual cases|inputs|values|case|input
- odd|special|extreme|nasty|weird|tricky|unusual cases|inputs|values|case|input ** not|never|forgotten|missed|until|only
- edges|corners ** ignored|forgotten|missed|not|never
+ edge|corner|boundary cases|case|values ** before|early|first|up|list|listed|covered|tested|thought|named
- edge|corner|boundary case|cases|values ** only|until|when|never|not|forgotten|missed|ignored|came|after|named|untested
- nothing|only|just ** happy|standard|normal|sample
+ edge|corner|boundary|border case~|value~|condition~
+ empty|null|negative|zero|extreme ** input|list|array|string|values
+ unhappy|error path~
- blow~|blew up
- only|just|nothing|but ** happy|sunny|obvious|normal|ordinary|standard
# by hand
- no|without|never|not|nothing ** dry|traced|hand|trace|walkthrough|walk-through
+ dry-run|dry-ran|walkthrough|walk-through
+ trace~|traced|tracing
+ dry ran|run
+ by|on hand|paper
+ walked|stepped|went ** through ** example~|sample|code|line
- trust~|submit~|accept~|believe~ ** blindly|without|unchecked|blind
- no|without|never|not ** dry|trace~|paper|example|sample
# names
+ names|naming|variables ** clear|good|telling|say|tell|speak|explain|what|self
- nobody|no one|couldn't|can't|hard * could|to|can * tell|guess|know|see *** what|which
- cryptic|meaningless|misleading|opaque|obscure|confusing|mysterious names|naming|variables|name
- names|variables|naming ** puzzle|riddle|secret|code|say|tell|mean|nothing|nobody|confus~
- called|named ** tmp|temp|foo|data|thing|stuff|x|a|b
+ well|clearly|nicely|carefully named
+ descriptive|telling|speaking|expressive|meaningful
- mean|say|tell|convey nothing|little
- name~|named|variable~ ** tmp|foo|x|data|a|nothing|meaningless|random|arbitrary
- ask|asked|guess ** each|every|which|what|half ** variable~|name~|names
+ self-explanatory
+ name|names|naming|variable~|identifier~
- name~|names|naming|variable~|identifier~ ** unclear|cryptic|meaningless|misleading|nothing|letter|letters|vague|generic|confusing|abbreviated
- single|one|two|cryptic|meaningless|misleading|unclear|confusing|bad|poor|short ** letter|letters|name~|names|variable~|naming
- could|make|made nothing ** name~|names
- ask~|guess~|wonder~ ** variable~|name~|names ** mean~|stand|are|hold
- variable~|name~|names ** guess|guessing|nothing|puzzle
- what *** variable~|name~|names
- variable~|name~|names|everything ** called x|y|a|tmp|foo|data|temp
# short functions
+ one thing
+ small|short|little|tiny pieces|parts|units|steps|functions|methods
+ modular
- does|do three|four|five|six|several|many|all|too|everything things|jobs|at|many
- monolith~|monolithic
- whole|entire program|solution|thing|code ** one|single|main
- eighty|ninety|sixty|seventy|hundred|two hundred lines
- everything|all|logic ** in|into one|a|single ** loop|function|method|place|class|file|main
- one|single|a loop|function|method|class of|with|that|for
+ helper|helpers ** readable|short|small|clear|split
+ split|divided|broken|broke ** functions|helpers|methods|modules
+ one|single job|purpose|responsibility|task
- all in one
+ short|small|tiny|compact|focused|focussed|purpose|little|sized function~|method~|handler~
+ function~|method~|handler~ ** short|small|tiny|compact|focused|single|ten|one
- giant|huge|long|one|big|enormous|monster|massive|single|endless|same function~|method~|class|handler
- function~|method~|handler~|one ** hundred|lines|long|everything|huge|giant|endless|lot
- hundred|hundreds|dozens|ninety of|lines
- lines long
- does|doing|did everything
# no copies
+ dry
+ reuse~|reused|shared ** code|function|helper|logic
+ once and|only
- copy|copies|copied|pasted|repeated|duplicated ** times|over|again|three|four|two|everywhere|around
- again and again
- over and over
- identical|same ** blocks|lines|code|loops|handlers|functions
+ no|without|free|nothing|zero|avoid~|not ** duplicate~|duplication|repetition|copies|copy|copied|pasted|duplication|repeat~
+ one|single place
+ factor~|extract~|pulled|moved ** shared|common|helper~
- duplicate~|duplication|paste~|pasted|copied|repetition|redundant
- same *** twice|thrice|three|four|five|places|files|everywhere
- full of duplication|copies
- repeated ** handlers|files|methods|modules|functions|spots|handler|method
- repeated ** times|everywhere|twice|places
# complexity
+ how ** it scales|costs|grows
+ cost|costs|runtime ** given|named|stated|right|said|known|unasked|correct
- cost|costs|runtime ** not|never|unknown|wrong|missing|guess~|open|until|only
- quadratic ** called|said|linear|thought
- no|not|little|never|without *** cost|costs|complexity|runtime|scale|big
- complexity|cost|runtime|big ** topic|subject|came|raised|asked|unmentioned|open|absent|silent
- not|never|no|couldn't ** cost|costs
+ worst|best|average case
- worst|best|average case ** until|only|never|not|wrong|missing|dragged|pulled|unsaid
- drag~|dragged|pull~|squeeze~ *** out of you
+ complexity|runtime|cost
+ big o
+ time|space complexity|cost
+ memory|space use|usage|cost|need~
- complexity|runtime|cost ** wrong|guess~|missing|until|only|never|not|unclear|unmentioned|open
- no|not|never|without|wrong|couldn't|unable ** complexity|runtime|cost|big
# time
+ well|nicely|sensibly|cleverly|good divided|split|planned|paced|allocated|spent|budgeted
+ everything|all ** got|was|is done|finished|in
+ punctual|punctually
- time|hour|clock was|is|had gone|up|over|out|run
- half|third|part|most of it ** open|undone|left|missing
- stopped|ended|left with ** open|half|undone
- squander~|wasted|waste|lost|burned ** time|minutes|hour
- never|not|didn't * got|get|came|come|reached|reach ** to|round|end
+ good|great|steady|even pace
+ ahead of time|schedule
+ all|everything ** done|finished|working ** by|minute|time|before
+ in good time
- too|far|so slow|late|long
- rushed|hectic|incomplete|unfinished|half-finished|half-done
- get|got|come|came to|round|around ** end|last|second|third|part|it
- clock|time ** beat|against|caught
- not|never|didn't ** get|got|reach|reached ** end|last|second|finish|third
+ eye on the|time clock
+ time|minutes to|in spare|hand|reserve
- hour|time|session was|were over|up|gone before
- over|up|gone before you'd|you|the
- ran|run|running late
- late|behind schedule
+ minutes left|spare
+ minutes to go|spare
+ time|clock|schedule ** manage~|well|used|left|spare|good|kept|sensibly|go|wisely
+ time management
+ pacing|paced
+ manage~|budget~|handling|kept|use|used|good|watch~ ** time|clock|schedule
+ finish~|done|complete~|through ** time|early|all|everything|minutes|spare|parts|within|schedule
+ within|in|ahead * of|the|given|good time|schedule
+ on schedule|time
- ran|run|running out of time
- hit|reached the hour|end|limit
- last|final|second|third ** open|missing|unstarted
+ before the bell|end|hour
+ to|with minutes|time spare|left
- time ran|was|is out|up|over
- overran|overtime|overrun
- unfinished|incomplete
- not|didn't|never|couldn't|wasn't ** finish~|complete~|reached|done
- went|ran|far|minutes|way over
- had|was|were ** to|be ** dropped|cut|skipped|abandoned
- no time for|left
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
# errors of
+ fail~|fails|failing gracefully|cleanly|loudly
+ exception~|error~ ** message|log|clear|helpful|telling
- fail~|fails silently|quietly
- exception~|error~ ** eaten|hidden|ignored|lost|unnoticed|pass|nothing|through|unhandled|uncaught
- eats|eat|hides|hide|ignores|buries ** error~|exception~|failure~
- stack trace
- makes|make|made|brings it|everything|the * crash|fail|down|hang
+ error|errors|failure~ ** message|return~|raise~|reported|report|explained
+ every|all|each ** exception|exceptions|error|errors|failure|failures
- goes|went|go wrong ** nothing|swallow~|silent~
- goes|go|gets|get up|through to ** user~|caller|top
+ handl~|caught|catch~|cover~|cope~|log~ ** error~|exception~|failure~|timeout~|bad|missing|invalid|fault~
+ error~|exception~|failure~|timeout~|fault~|invalid|bad ** handl~|caught|covered|logged|path~|gracefully
- crash~|unhandled|uncaught|swallow~|vanish~|bubbl~|silently|disappear~
- fall|falls|fell through
- not|no|never|isn't|aren't|nowhere ** handl~|caught|catch~|logged|covered
# validation
+ validate~|validation|sanitise~|sanitize~
- garbage|anything|everything ** accepted|accepts|in|through
- trust~|accept~ ** input|anything|everything|client
- unvalidated|unchecked|unfiltered
# diagram
+ made|make|draw|drew|put ** picture|drawing|board|paper|diagram|sketch
- no|not|nothing|never|without ** drawing|picture|diagram|sketch|board|drawn|drew|draw|paper
+ drew|draw|drawn|drawing|diagram~|sketch~|picture|whiteboard
- talk~|words|verbal~|told ** only|without
- undrawn|invisible
- in|with words only
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
# knowing of
+ at home|ease with|in
+ firm|solid|sound|good grasp|knowledge|understanding|footing
+ explained|explain|said|told|described ** correctly|right|rightly|well|precisely|accurately
- wasn't|isn't|weren't|not clear|known|familiar|sure to|about|of|on
- foreign|new|strange|mystery|alien to you
- purpose|meaning|difference|idea|point ** unclear|escaped|eluded|unknown|not|wasn't
- never|not|hadn't heard|met|seen
- blank|shaky|hazy|fuzzy|vague|lost on|about|when
- guess~|guessed ** what|how|about|at
+ explain~|explanation~|describe~
+ know~|knew|grasp~|understand~|understood|understanding|command|clear
- could|couldn't|can't|unable|not|didn't|never|cannot ** explain~|say|describe|define|tell|explained
- confus~|mixed|mix~|muddled|swapped|mystery|unknown|unsure|clueless|guess~|blank
- no|not|little idea|clue|understanding|notion
- wrong|wrongly|incorrect~|backwards|upside
- not|didn't|never know~|knew|understand~|known
# letting go
+ drop~|dropped|abandon~|left|leave~|threw|discard~|ditched|let|gave|moved|scrapped ** approach|idea|dead|attempt|brute|go|on|away|version|detour
- clung|cling~|held|hold~|stuck|insist~|stayed|kept|persist~|carried ** to|on|onto|with|at ** approach|idea|dead|attempt|brute|version|it|detour
- too long ** on|with|at ** approach|idea|dead|attempt|brute|version
- quarter of an hour
- wouldn't|couldn't|didn't let|give
# error message
+ read|reads|reading ** error|message|trace|stack|traceback|output|log
+ error|message|trace|traceback|output|log ** read|studied|understood
- unread
- closed|ignored|skipped|scrolled|clicked|dismissed ** error|message|trace|traceback|output|log
- error|message|trace|traceback|output|log ** closed|ignored|skipped|dismissed|away|never
# summary
+ summed|sum up
+ closing|final words|summary|statement
- without|no closing|final|last ** word|words|summary
+ summar~|summary|summaries|recap~|wrap-up|wrapped|conclusion
+ closed|ended|finished|end with ** summary|recap|overview
- no|without|never|missing ** summary|recap|wrap-up|wrap|conclusion|summing
- stopped|ended|end~ abruptly|suddenly|mid-sentence
- just|simply stopped
# handling of
- make~|makes|made it|the * crash|fail|hang|explode|loop|die
- kill~|kills|bring~|brings ** it|down
- chokes|choke|trips|stumbles|dies on|over
- throw~|throws|raises $
+ handl~|cope~|covered|covers|catch~|caught|deal~|dealt|guard~|survive~
- break~|broke|crash~|fail~|falls|fell|blow~|throws|hang~|loops ** it|on|the|over|up|for|forever|with
- not|never|isn't|aren't|wasn't|weren't ** handl~|cover~|caught|guard~
# starting it
+ one|single command
+ easy|simple to start|run|install
- wouldn't|won't|didn't|doesn't start|run|boot|build|install
- twenty|ten|fifteen|half|thirty minutes ** start|run|install|set
+ readme|documentation|docs|instructions
+ run~|start~|runs|boots|setup|install~ ** command
- i couldn't|could ** run|start|build|install|launch
- couldn't|not|failed|fails ** run|start|build|install|boot|launch ** project|app|application|service|server|home
- readme|documentation|docs|instructions ** empty|missing|nothing|apart|only|outdated|absent|title|wrong
# commits
- whole|all|everything|entire ** one commit
+ commit~
- commit~|message~ ** fix|wip|stuff|giant|huge|meaningless|single|asdf|everything
- one|giant|single|huge|enormous|big ** commit|lump
# numbers
+ calculated|computed|estimated|reckoned
+ back of
- no|without|not|never ** figures|calculation|estimate|math|maths|arithmetic
- out of the air|blue
+ number~|figure~|estimate~ ** backed|given|reasoned|calculated
- thin air
- out of nowhere|air
- gut|thumb
- no|without|never|not ** figures
+ number~|estimate~|estimation|figure|figures|calculate~|calculation~|capacity
- guess~|guessed ** load|storage|size|number~|traffic|capacity
- wild guess
- no|without|never|not|lack~|missing ** number~|estimate~|estimation|figure|figures|calculate~|calculation~
- plucked|air|made up
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
# calm
+ composed|composure|collected|level-headed
+ took it|them|your in|calmly stride|time
- lost|losing|lose ** composure|nerve|cool|head|patience|temper|thread
- fell|falling|went to|apart|pieces
- overwhelmed|hectic|frantic|desperate~|shaken|rattled
+ relaxed|unfazed|unruffled|patient|patiently|cool-headed
+ kept|keep|keeping your|his|her cool|head|calm|nerve
+ step by step
- trial and error
- lost|losing your|his|her nerve|cool|head
- guessing|guesswork
+ calm~|composed|methodical~|systematic|systematically|hypothesis|hypotheses|bisect~|cool|unfazed
+ one ** at a time
- panic|panicked|panicking|fluster~|random|randomly|froze|frozen|chaotic|chaos|frantic~|stressed
- threw you|him|her
- change~ ** random|lines|anything|blindly
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
# story
+ structure~|structured|chronological|chronologically
+ in * order
- unstructured|disjointed|confusing|jumbled
- jump~ ** back|around|between|forth
- no|without|lack~ ** structure|order|thread
- story ** all over
# secrets
- open to
- raw|plain|directly|straight ** query|sql|string|log|logs|text
+ parameterised|parameterized|prepared|bound ** queries|query|statements
- glued|concatenated|pasted|built|strung ** together|input|strings
+ secure~|security|hashed|hashing|encrypt~|parameterise~|parameterize~|escape~|secret~
- plain|clear text|sight
- plaintext|cleartext|injection|glued|concatenate~|leaked|exposed|unencrypted|insecure|unescaped
- password~|secret~|token~|key~ ** repo|log~|code|committed
# settings
+ config|configs|settings ** file|place|one
+ config|configs|configure~|configuration|environment
+ no|nothing|without|never ** hardcoded|hard|magic
- hardcoded|magic
- hard coded
# failing of
- cross|crossed|occur|occurred|enter|entered ** mind|you
+ consider~|thought|think~|discuss~|plan~|raise~|name~|mention~|happens ** fail~|failure~|outage~|down|dies|crash~|unavailable
+ fail~|failure~|outage~|down|dies ** consider~|discuss~|handled|mention~|named|thought|covered
- never|not|no|nothing|wasn't|left|nobody ** fail~|failure~|outage~|down|dies|came|considered|mentioned
- fail~|failure~|outage~|down|dies ** never|not|nothing|wasn't|left|ignored|missing|up
# simple
+ simple~|simplicity|lean|minimal|straightforward|smallest
- overengineer~|engineered|overloaded|overcomplicate~|complicated|bloated|convoluted|elaborate
- too|far|so many|complex
# quick of
+ quick~|fast|swift~|immediate|immediately|instant~|promptly
+ in|within|after one|two|three|four|five|a|seconds|minute|minutes
- slow~|ages|forever
- took|take|takes|needed ** long|minutes|ages|forever|time|half
# priorities
+ prioritise~|prioritize~|priority|priorities
+ core|essential~|haves ** first|done
+ important ** first
- extras|bonus|polish|haves ** first|before
- core|essential~|haves ** missing|last|late|end|not
- no|wrong|without ** priority|priorities|prioritise~|prioritize~
# readable
+ readable|clean|tidy|neat|legible code|loop|structure|style|and
+ code ** readable|clean|tidy|neat|easy
- unreadable|messy|tangled|spaghetti|mess|untidy
- code|loop|function~|method~|style ** hard|difficult|impossible ** read|follow|understand
- code ** nested|levels
# listener
+ paused|pause|waited|slowed ** for|to|so
+ checked|asked ** following|understood|along|clear
- ploughed|rattled|rushed|raced on|through|off
+ check~|ask~|made ** follow~|understood|sure
+ bring~|brought me|the
- not|never|without|no ** check~|ask~ ** follow~|understand~|with
- lost me
- talk~ past|over|at
# stopping
+ knew|know|known when|where to|and ** stop
+ stop~ ** optimis~|optimiz~|polish~
- carried|kept|went on|going|at *
- past the point
- plating|endlessly|rabbit
- didn't|not|never|couldn't stop
";

/// What is asked about.
pub(crate) const ASKED: &str = "limit~ size input constraint~ range requirement~ users load consistency duplicates";
