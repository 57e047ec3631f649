//! Character as people tell it without an adjective: what somebody has by nature, which kind of person they are.

use crate::domain::feedback::linter::text::slots::Slots;
use std::sync::LazyLock;

/// What a person has by nature, and a program hasn't.
const NATURE: &str = "patience impatience curiosity laziness perfectionism arrogance stubbornness humility ego temper temperament ambition motivation \
 passion enthusiasm grit talent intelligence intellect brains wit charm charisma shyness self-confidence self-esteem self-doubt self-belief maturity immaturity \
 diligence carelessness sloppiness nervousness anxiety kindness modesty eagerness attitude pride vanity cleverness smartness brilliance aptitude willpower \
 backbone guts personality mentality mindset people-skills empathy";

/// Which kind of person somebody is.
const KIND: &str = "perfectionist chatterbox know-it-all scatterbrain introvert extrovert daydreamer loner show-off showoff workaholic slacker procrastinator \
 genius nerd geek brainbox dreamer doer rebel maverick diva whizz wizard wiz guru prodigy hothead airhead blockhead worrier worrywart quitter self-starter \
 go-getter hustler pessimist optimist cynic busybody egghead smartass smarty natural-born mathematician boffin brainiac amateur beginner junior-at-heart \
 overachiever underachiever bigmouth motormouth softie";

const PERSON: &str = "person type character soul mind brain fellow chap lad bloke folk folks human being individual nature temperament personality";

const QUALITY: &str = "nervous anxious shy calm patient impatient careful careless curious quiet loud chatty talkative lazy sharp bright quick slow clever smart kind nice \
 pleasant friendly honest humble modest arrogant stubborn thoughtful analytical logical mathematical creative scatty scattered disorganised disorganized tidy messy \
 ambitious hungry driven passionate keen eager sensitive thin-skinned thick-skinned anxious difficult moody cheerful sunny good great brilliant gifted talented";

/// Patterns of a person being told what they're like.
const PATTERNS: &str = "
your|his|her own|natural|innate|lack|great|little * @nature
your|his|her @nature
lack~|lacking|lacks|haven't|hasn't|hadn't|without|little|certain|enough|sheer|natural|innate|inborn|real ** the|a|any|of @nature
lack~|lacking|lacks|certain|sheer|little|much|raw @nature
you|he|she have|has|had|lack|lacks|show|shows|showed ** drive|hunger|fire $
lack|lacks|lacking|lacked drive
you|he|she|you're|he's|she's|call|consider ** a|an|bit|quite|such|of|the|real|true|total|clearly|as ** @kind
as a|an @kind
bright|brightest spark
hard|hardest worker
smart|sharp|bright|tough|clever cookie
a natural at|in|when|with|for|here $
call|consider|think|find|found you * a|an natural|talent|star|genius|nerd
you|you're|he|she|he's|she's|seem|are|is ** a|an|the|some|of @quality * @person
^a|an @quality * @quality * person|soul|mind|character|type|guy|fellow|lad|chap
^@quality person|soul|mind|character|type
you're|you|he's|she's|he|she * are|is|seem|seems|be|being|across|over|as ** kind|sort|type|person|somebody|someone|dev|developer|engineer|guy ** who|that|who'd|to
one of those|them who|people|that|folks
you're|he's|she's|are|is|seem|being|across|over as|a * somebody|someone who
you're|are|is|seem somebody|someone who|whose
some people|folk|folks|men|persons are|aren't|just|simply|never|can't|have|lack
in|to|against your|his|her nature|blood|dna|genes|character|veins
strikes|struck me as
smartest|brightest|cleverest|sharpest|nicest|laziest * person|kid|guy|candidate|one|people|dev|developer|engineer
have|has|haven't|hasn't it in you|him|her
full of yourself|himself|herself
typical|typically * * guy|girl|dev|developer|person|type|man
by nature|temperament|disposition
not|n't|just|simply made|built|born|meant|wired ** for|to ** algorithms|this|it|be|code|coding|programming|job|backend|frontend|test|engineering
head|brain on your|his|her shoulders
mathematician's|engineer's|scientist's|lawyer's|developer's|programmer's|musician's head|mind|brain|eye|instinct
bent|turn|cast|frame|quickness|sharpness of mind
cast|frame of mind
too @quality a|an person|character|man|type|mind|developer|dev|engineer
brain|head for graphs|maths|math|numbers|logic|algorithms|abstraction|it
eye|nose|ear|knack|instinct|gift|talent|flair for ** detail|code|bugs|it|design|numbers|algorithms|this|problems
";

pub(crate) static TRAITS: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(PATTERNS, &[("nature", NATURE), ("kind", KIND), ("person", PERSON), ("quality", QUALITY)])
});

/// How somebody speaks, taken for how they think.
pub(crate) static SPEECH: LazyLock<Slots> = LazyLock::new(|| {
    Slots::new(
        "
think~|thinks|thinking|translate~|translating in spanish|german|french|russian|chinese|hindi|arabic|polish|turkish|portuguese|italian|your|another ** and|which|so|it|head|language
translate~|translating ** in your|his|her head
denglish|hinglish|spanglish|chinglish|franglais|runglish|singlish|konglish|taglish
a|an|only|any native|native-speaker would|could|might|explains|has
sentence~ without|with ** verb~|article~|grammar|no
sentence~ ** broken|ungrammatical|garbled|incomplete|clumsy ** so|which|hence|made|and|makes
he|she|him|her and|or|for she|her|he|him mixed|confused|confusion|swapped
small|limited|poor|narrow|thin|restricted vocabulary|vocab
english|speaking|speech|pronunciation|elocution|language|grammar course|class|classes|lesson|lessons|training|coach|tutor|certificate
lesson~|course|class|classes|training in ** speaking|english|pronunciation|speech|grammar
article~ ** missing|wrong|nowhere|left|forgotten|dropped
speak~|speaks|talk~|talks like|as a|an native|londoner|brit|american|foreigner|child|schoolboy
hindi-style|german-style|russian-style|spanish-style|french-style|indian-style|chinese-style|foreign phrasing|sentences|syntax|grammar|english|wording|structure
mispronounc~ ** tell~|tells|show~|shows|suggest~|mean~|made|makes
eloquent~|fluent~|articulate ** hence|therefore|which|so
b1|b2|a2|c1 isn't|is|not|level ** enough|english|for
like|um|basically|you know|uh|er * and|or um|basically|know|like|actually|uh ** show~|tell~|senior|made|level
",
        &[],
    )
});
