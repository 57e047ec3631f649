//! How the hour was worked: time, knowledge, calm, priorities.

pub(super) const WORK: &str = "
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
# failing of
- cross|crossed|occur|occurred|enter|entered ** mind|you
+ consider~|thought|think~|discuss~|plan~|raise~|name~|mention~|happens ** fail~|failure~|outage~|down|dies|crash~|unavailable
+ fail~|failure~|outage~|down|dies ** consider~|discuss~|handled|mention~|named|thought|covered
- never|not|no|nothing|wasn't|left|nobody ** fail~|failure~|outage~|down|dies|came|considered|mentioned
- fail~|failure~|outage~|down|dies ** never|not|nothing|wasn't|left|ignored|missing|up
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
# stopping
+ knew|know|known when|where to|and ** stop
+ stop~ ** optimis~|optimiz~|polish~
- carried|kept|went on|going|at *
- past the point
- plating|endlessly|rabbit
- didn't|not|never|couldn't stop
";
