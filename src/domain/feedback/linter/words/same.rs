//! What two lines are compared by: the words that say nothing, those that mean the same, and the acts that every line has.

/// Words without content of their own.
pub(crate) const GLUE: &str = "\
    a an the you your yours of to in on at for with was were is are am did do does done has had have having by from it its up \
    into using minute min minutes mins then that this these those been be being their they them there there's here he she his \
    her him i i'd i've me my we us our and or but so as when while where which who whose what whether if why how can could \
    would should will shall may might must just also too very quite really rather still already even only all both each \
    every any some other others own instead than part parts section bit piece thing things time times session hour whole \
    prior before until round again about around over out off made make makes making get gets got getting gotten went go \
    goes going gone come came comes become became let took take takes taken gave give gives given put puts use used uses \
    keep kept stay stayed end long such one's you'd you've he'd she'd they'd unasked line lines nicely well good great \
    manner way sample however though although during within between side whatsoever thereby therefore thus hence kindly \
    value values few fully actually simply prompt prompted towards toward upon";

/// Words and phrases of up to four words that mean the same here, bar their endings; the first is what they mean.
pub(crate) const SAME: &str = "
number|figure
test|case|testing|tested
function|handler|method|routine|helper|func
not|no|never|without|missing|absent|lack|omit|skip|forget|left out|leave out|leaving out|nothing|none|nobody|neglect|overlook|miss|undone|nowhere|nor
begin|start|begun|commence|kick off
name|variable|identifier|call|naming
say|tell|mention|explain|speak|talk|state|describe|bring up|brought up|told|spoke|word|raise|point out
silent|silence|quiet|silently|say nothing|not say a word|not a word|without a word|no word|not talk|not speak|not say anything|no talking|went dark|mute|wordless|hear nothing|heard nothing|not hear anything|not hear you
ask|check with me|check with|enquire|inquire|question|query|clarify|ask about|confirm with me|confirm with
big|large|size|how big|how large|biggest|largest|huge|maximum|max
write|type|code|coding|typing|implement|key in|typed
run|execute|rerun|re run|ran|executing|try|tried
verify|check|double check|validate
split|divide|break up|break down|broke down|separate|cut
stop|leave|abandon|drop|let go of|let go|ditch|discard|give up on|move on from|not stay
early|soon|quick|quickly|fast|rapid|rapidly|prompt|swift|promptly|immediately|at once|straight away|right away
draw|sketch|diagram|drawing|picture|drew
see|notice|spot|find|found|discover|catch|caught|detect|recognise|recognize|identify
fix|repair|mend|correct|solve|resolve|resolved
expensive|dear|cost|costly|dearer|slow down|slower|cost more|price
copy|paste|duplicate|repeat|duplication|copied|repetition|copy paste
read|reading
wrong|incorrect|false|mistaken|not right|not correct|inaccurate
choose|pick|select|go for|went for|opt for|decide on|settle on|chose
compare|weigh|contrast
finish|complete|done with|finalise|finalize
plan|outline|roadmap
list|array
dict|dictionary|map|hashmap|hash map|hashtable|hash table
error|exception|failure|fault
remove|delete|strip
improve|better|cleaner|nicer
show|demonstrate|display
estimate|calculate|compute|work out|worked out
own|responsibility|ownership|responsible
hint|nudge|clue|tip|pointer
remark|comment|feedback|suggestion
ignore|disregard|brush aside|brush off|wave away|waved away|wave off|not use|make no use|no use|not take|not taken|unused|not act on
release|free|unlock
example|instance
dry run|trace by hand|hand trace|traced by hand|trace|walk through|step through|go through by hand|tracing
brute force|naive solution|naive version|naive|brute
edge case|corner case|boundary case|edge|edge cases|corner cases
big o|complexity|runtime
short|small|tiny|brief
nested|nest|nesting
2|two|twice|second|2nd
3|three|thrice|third|3rd
1|one|once|single|first|1st
0|zero
empty|nothing in it
middle|halfway|half way|midway
end|final|finally|closing
random|at random|randomly|guessing|guess|trial and error
requirement|spec|specification|constraint|limit|bound
late|belated|too late
unclear|confusing|hard to follow|confused
ready|prepared|set
reason|justification|rationale|justify
";

/// Acts and states that every line has some of: alone, they make no two lines alike.
pub(crate) const ACTS: &str = "say ask begin write run verify see choose show fix work need look want put set happen mean hold contain \
    turn bring add use do name think know have not carry bear";
