//! The code, its tests and what surrounds it.

pub(super) const CODE: &str = "
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
# readable
+ readable|clean|tidy|neat|legible code|loop|structure|style|and
+ code ** readable|clean|tidy|neat|easy
- unreadable|messy|tangled|spaghetti|mess|untidy
- code|loop|function~|method~|style ** hard|difficult|impossible ** read|follow|understand
- code ** nested|levels
# simple
+ simple~|simplicity|lean|minimal|straightforward|smallest
- overengineer~|engineered|overloaded|overcomplicate~|complicated|bloated|convoluted|elaborate
- too|far|so many|complex
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
# handling of
- make~|makes|made it|the * crash|fail|hang|explode|loop|die
- kill~|kills|bring~|brings ** it|down
- chokes|choke|trips|stumbles|dies on|over
- throw~|throws|raises $
+ handl~|cope~|covered|covers|catch~|caught|deal~|dealt|guard~|survive~
- break~|broke|crash~|fail~|falls|fell|blow~|throws|hang~|loops ** it|on|the|over|up|for|forever|with
- not|never|isn't|aren't|wasn't|weren't ** handl~|cover~|caught|guard~
# error message
+ read|reads|reading ** error|message|trace|stack|traceback|output|log
+ error|message|trace|traceback|output|log ** read|studied|understood
- unread
- closed|ignored|skipped|scrolled|clicked|dismissed ** error|message|trace|traceback|output|log
- error|message|trace|traceback|output|log ** closed|ignored|skipped|dismissed|away|never
# validation
+ validate~|validation|sanitise~|sanitize~
- garbage|anything|everything ** accepted|accepts|in|through
- trust~|accept~ ** input|anything|everything|client
- unvalidated|unchecked|unfiltered
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
# commits
- whole|all|everything|entire ** one commit
+ commit~
- commit~|message~ ** fix|wip|stuff|giant|huge|meaningless|single|asdf|everything
- one|giant|single|huge|enormous|big ** commit|lump
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
";
