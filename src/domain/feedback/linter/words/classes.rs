//! Closed classes of who somebody is, as data: nationalities, beliefs, conditions, ages, family.

use crate::domain::feedback::linter::text::slots::Slots;
use std::sync::LazyLock;

const NATIONS: &str = "afghan african albanian algerian american angolan arab arabic argentinian armenian asian australian austrian azeri bangladeshi \
 belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian catalan chilean chinese colombian \
 congolese croatian cuban cypriot czech danish dutch ecuadorian egyptian english estonian ethiopian european filipino finnish french georgian \
 german ghanaian greek guatemalan hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese jordanian \
 kazakh kenyan korean kurdish kuwaiti latina latino latvian lebanese libyan lithuanian macedonian malaysian mexican moldovan mongolian \
 moroccan nepali nepalese nigerian norwegian pakistani palestinian persian peruvian polish portuguese punjabi romanian russian rwandan saudi \
 scandinavian scottish senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tamil tanzanian \
 thai tunisian turkish ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean bavarian gujarati bengali slavic nordic hispanic caucasian";

const COLORS: &str = "eastern western southern northern black white brown coloured roma gypsy latin balkan";

const COUNTRIES: &str = "africa asia india china pakistan bangladesh nigeria kenya ghana russia ukraine poland romania turkey iran iraq syria afghanistan egypt \
 mexico brazil vietnam philippines balkans east south village abroad overseas lagos mumbai delhi nepal lebanon colombia venezuela serbia albania morocco tunisia ethiopia";

const PEOPLE: &str = "candidate~ engineer~ developer~ dev~ programmer~ coder~ person people guy~ girl~ woman women man men lady ladies kid~ student~ \
 colleague~ applicant~ interviewee~ fellow~ chap~ bloke~ lad~ mother father folks professional~ grad~ graduate~ immigrant~";

const TRAITS: &str = "thoroughness efficiency discipline precision mentality temper temperament arrogance politeness directness directness bluntness work \
 background upbringing culture roots heritage passport origin descent accent name surname way style humour humor charm manners modesty blood";

const BELIEFS: &str = "muslim~ christian~ jew jewish hindu~ sikh~ buddhist~ catholic~ protestant~ mormon~ atheist~ agnostic religious devout pious \
 islam christianity judaism hinduism mosque synagogue ramadan lent diwali eid sabbath shabbat hijab headscarf turban kippah yarmulke veil rosary";

const CONDITIONS: &str = "adhd autism autistic asperger aspergers dyslexia dyslexic dyspraxia depression depressed bipolar ptsd ocd epilepsy epileptic diabetic parkinson's parkinsons alzheimer migraine~ tourette tourettes stammer~ stutter~ lisp wheelchair crutches prosthesis amputee disability disabilities handicap \
 handicapped pregnant pregnancy menopause miscarriage burnout anorexia obese overweight neurodivergent schizophrenia asthma limp tremor \
 hearing-aid hearing-aids";

/// Patterns of people being told who they are.
const PATTERNS: &str = "
an|a|the|other|you @nation|@color @people
typical|typically|so|very|such|that|true|classic|good|old @nation @trait|@people
typical|typically|stereotypical|stereotypically @nation
as|being a|an @nation|@color you|he|she|i|@people
being|guess|guessing|assume|assuming|suppose @nation
guess|guessing|assume|assuming|suppose you|he|she|you're|he's|she's ** @nation
you're|he's|she's|being * @nation
you|he|she are|is|were|was|look|looks|sound|sounds|must * @nation
@nation @trait
you @nation|@color people|folks
@nation|@color people|women|men|girls|guys|folks|engineers|developers|candidates
the only foreigner|@nation|@female|black|white
grew|growing up in|as|with
born|raised in|and * in|raised
# age
your|his|her age
pushing|approaching|nearing|turned|turning thirty|forty|fifty|sixty
^at thirty|forty|fifty|sixty
^at eighteen|nineteen|twenty|thirty|forty|fifty|sixty * one|you|i|he|she|people|most
in your|his|her twenties|thirties|forties|fifties|sixties
must|probably|surely|likely|you're|clearly be|in * * over|past|near|in * twenty|thirty|forty|fifty|sixty|seventy|retirement|pension|twenties|thirties|forties|fifties|sixties
must|probably be|nearing|close * * retirement|pension
years old|young you|he|she|and|i
you|you're|he|he's|she|she's|candidate|looks|look|looking|seem|seems ** too|bit|so|very|rather|quite|pretty|fairly|little young|old|youthful|elderly
too|bit|quite|rather|very young|old for|to a|this|that|such|switch|learn|start|the|be
you|he|she look|looks|looked|seem|seems * young|old|older|younger
old|young enough to be
young|older|elderly|middle-aged|youthful man|woman|lady|guy|guys|fellow|chap|mother|father|girl|boy|gentleman|gentlemen|people|folks
boomer|millennial|millennials|zoomer|gen-z|genz|grandma|grandpa|grandfather|grandmother
gen z
baby boomer
for someone|somebody * your|his|her|that age|generation
your|his|her generation
somebody|someone|anyone|anybody|man|woman|dev|developer|candidate over|past|above|beyond|around|near|under thirty|forty|fifty|sixty|seventy|40|50|60
straight|fresh|just from|out * * school|college|uni|university
digital native|natives
still|only|just a * kid|child|baby|youngster
# sex, looks
as|for|being a|an * @female|man|male|father|mother|parent|dad|mum|mom|guy
@female * @people|candidate~|coder~|perspective|touch|intuition|logic|voice|energy|charm
nice|lovely|pretty|beautiful|handsome|cute|attractive|gorgeous|smart|stunning|sweet|charming smile|face|eyes|hair|haircut|looks|dress|outfit|legs
you're|she's|he's|is|are|were|was|so|very|quite pretty|handsome|attractive|beautiful|gorgeous|good-looking|cute|overweight|fat|skinny|obese|bald|chubby
quite|rather|very short|tall|slight|skinny|slim and|but
such a handsome|pretty|beautiful|gorgeous|attractive|lovely|cute girl|lady|woman|man|guy|fellow|boy
dress~|dressed|wear|wearing|wore|wears *** skirt|dress|heels|makeup|make-up|tie|hijab|headscarf|turban|cross|crucifix|veil|kippah|hearing|hoodie|jewellery|jewelry|earring|earrings|piercing|tattoo|tattoos|lipstick
your|his|her|the tattoo|tattoos|piercings|beard|haircut|hairdo|makeup|make-up|skirt|earrings|hijab|headscarf|turban|wheelchair|stutter|stammer|lisp|limp|pregnancy|menopause|dyslexia|adhd|autism|epilepsy
your|his|her religion|faith|disability|illness|nationality|ethnicity|caste|sexuality|depression|looks
skin colour|color|tone
is|are|was|being|as|you're|he's|she's * gay|lesbian|bisexual|transgender|queer|non-binary
your|his|her transgender|gay|lesbian|trans
# belief
as|being|practising|practicing|devout|strict|observant|good|proud * @belief
your|his|her church|temple|parish
deeply|very|so|less|too|quite|more|being|you're|he's|she's religious|religous
your|his|her @belief
during|for|because|fasting|observing * @belief
fasting
go~|going|went|attend~|attends to church|mosque|temple|synagogue|mass
wear~|wears|wearing a cross|crucifix
pray|prays|prayed|praying|prayer|prayers
# health
@condition maybe|perhaps|possibly|probably|i|i'd|excuse|diagnosis|spectrum
your|his|her|with|despite|have|has|having|suspect|because|since|probably|maybe|perhaps|possibly * @condition
a deaf|blind|disabled|autistic|dyslexic|pregnant|diabetic|epileptic @people
blind|deaf in|on one
is|are|you're|she's|he's|were|was|being * autistic|dyslexic|adhd|bipolar|epileptic|diabetic|handicapped
you're|she's|he's|being * disabled|deaf|blind|pregnant
you|she|he are|is|were|was * disabled|deaf|blind|pregnant
hearing aid|aids
back problem|problems|pain
speech impediment|defect
hands|hand|voice shaking|trembling|shook|trembled
# family and status
mum|mom|mother|dad|father of|to one|two|three|four|five|twins|small|young|teenagers
as|being * a|the|working|single|new|young|stay-at-home * mum|mom|dad|mother|father
as a|the wife|husband|widow|widower|parent
your|his|her husband|wife|spouse|kids|daughter|baby|newborn|toddler|boyfriend|girlfriend|fiance|fiancee|marriage|divorce|mother-in-law|husband's|wife's
working|single|stay-at-home mother|mothers|mum|mums|mom|moms|dad|dads|father|fathers
newborn|toddler|toddlers at|and|means|keeps
kids|children|baby|newborn|family at|back home
maternity|paternity|parental leave
recently|newly|freshly|happily|being divorced|married|widowed|separated
^single|married|divorced|widowed
got|have|has|having|with small|young|little|two|three children|kids
@female|men * often|usually|generally|always|never|tend|rarely|just|simply|don't|can't|aren't|make
no kids so|and|yet|i|means
plans|planning|plan for|on|to ** kids|children|baby|family
lives|live|living with your|his|her|their parents|mother|mum|mom
proper|broken|good|difficult family background|home
# military
ex-army|ex-military|ex-navy|ex-marine|ex-soldier
ex army|military|navy|marine|soldier
military|army|navy|soldier|marine * discipline|background|past|training|bearing|posture|style|man|type|service|precision|days
you're|he's|she's|probably|must|ex|an|a * veteran|soldier|reservist|conscript $
veteran i
served|serving|been in|with the * army|military|navy|forces|marines
# origin
where are|do you from|come
you|you're|he|she|he's|she's|being|originally|hails|hail ** from * * @country
comes|coming|being from a|the * village|south|east|countryside
a|an|as|probably|like|the|typical * refugee|immigrant|migrant|foreigner|expat
your|his|her surname|tribe|homeland|passport|village|roots
people|person|somebody|someone from|of your|his|her|that|the * country|caste|culture|background|region|south|north|village|colour|color
people|folks|guys|candidates|engineers|developers|devs|those ** from ** @country|europe
baby bump
well|freshly|neatly|badly|un shaved|groomed
visa status|issue|issues|sponsorship|situation|problem|problems
makes|make|need|needs|requires * visa
green card
";

const FEMALE: &str = "girl~ woman women lady ladies female~ girlish womanly feminine gal~ girly";

pub(crate) static CLASSES: LazyLock<Slots> = LazyLock::new(|| {
    let classes = [
        ("nation", NATIONS),
        ("people", PEOPLE),
        ("trait", TRAITS),
        ("belief", BELIEFS),
        ("condition", CONDITIONS),
        ("color", COLORS),
        ("country", COUNTRIES),
        ("female", FEMALE),
    ];
    Slots::new(PATTERNS, &classes)
});
