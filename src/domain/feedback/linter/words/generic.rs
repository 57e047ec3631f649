//! Words that say nothing about one hour in particular: judgements, skills, degrees and the glue between them.

use crate::domain::feedback::linter::text::spelling::Lexicon;
use std::sync::LazyLock;

/// Judgements, degrees, levels and glue.
const GENERAL: &str = "a an the this that these those it its is was were are am be been being has have had having do does did done doing \
 not no never none nothing and or but so yet also too very really quite rather pretty fairly somewhat slightly bit little lot lots much more most less least \
 many some any all every each both few several enough just only even still already always often usually generally sometimes mostly overall throughout across \
 you your yours yourself i me my mine we us our he she they his her their them him candidate person interviewer interview interviews session hour time times \
 today day way ways thing things part parts area areas aspect aspects place places point points side sides level levels bar role position job company org \
 team future next any other others another same such as at by for from in into of off on onto out over through to towards under up with within without about \
 beyond above below beginning end start finish point to which who what when where why how if because since though although while than then there here well \
 good great nice fine ok okay okayish decent solid strong stronger strongest excellent awesome amazing fantastic perfect perfectly impressive impressed outstanding superb wonderful \
 brilliant lovely love loved like liked enjoyed enjoy happy pleased impressively top notch stellar super effective effectively efficient efficiently remarkable exceptional commendable \
 poor poorly weak weaker weakest bad badly lacking lack lacks lacked insufficient terrible mediocre average shaky rusty limited low lower higher high highest better best worse worst \
 difficult difficulties difficulty hard harder easy easier issue issues problem problems trouble struggle struggled struggles weakness weaknesses strength strengths gap gaps \
 improve improved improves improving improvement improvements improvable need needs needed needing required require requires should could would can may might must will cannot can't couldn't \
 didn't don't doesn't wasn't weren't isn't aren't won't wouldn't haven't hadn't it's that's there's you're you've i'd i'm i've wasnt didnt doesnt isnt \
 work works worked working job show showed shown shows showing demonstrate demonstrated demonstrates display displayed seem seemed seems feel felt feels look looked looks \
 come came comes coming go goes went going get gets got getting make makes made making take takes took taking give gives gave given keep keeps kept see saw seen think thinks thought \
 know knows knew knowing understand understands understood find found say said tell want wanted help helped help helpful use used using practise practice practised practicing \
 expect expected expects expectation expectations meet meets met exceed exceeded above average standard standards requirement requirements market industry real world \
 clear clearly clarity crisp crisper precise precisely precision concise structured unstructured logical logically organised organized methodical systematic thorough thoroughly careful carefully \
 deep deeper depth shallow broad breadth detail details detailed specific specifics concrete vague abstract general specific basic basics advanced fundamental fundamentals foundation foundations \
 theory theoretical practical concept concepts conceptual quick quickly fast faster slow slowly smooth smoothly comfortable comfortably confident confidently confidence fluent natural naturally \
 important relevant right wrong correct correctly proper properly appropriate suitable suited consistent consistently satisfactory satisfying adequate adequately reasonable reasonably sensible \
 keep rest complete completely full fully whole entire entirely total totally absolutely definitely certainly clearly obviously honestly tbh imo personally frankly simply actually basically \
 first second last final finally later early late long short big small huge great minor major main key hour hours minute minutes period number range variety kind sort type types style \
 especially particularly particular notably mainly partly however therefore thus hence again once twice else instead maybe perhaps probably possibly likely \
 read reading follow followed following handle handled handles handling deal dealt manage managed manages manage approach approached approaches answer answers answered answering respond responded response responses \
 question questions follow-up follow-ups topic topics subject matter task tasks exercise round rounds format material \
 learn learning growth grow room develop development develops progress potential promising experience experienced exposure ability able abilities capable capability competence competent skill skills skilled skillset talent expertise proficiency \
 serve serves valuable value useful difference noticeable noticeably visible any anyone anybody someone everyone developer developers engineer engineers programmer senior junior mid staff intern career stage \
 complain fault positive negative positively mixed fair square congratulations congrats thanks thank kudos bravo props keep stuff wow yay yes yep nope sorry please guess suppose believe hope bring brings brought \
 tend tends tended rate rated rating ratings score scores mark perform performed performing performance deliver delivered delivery result results output quality sense thing attention pay focus focused focussed \
 brush polish polishing sharpen refine deepen strengthen refresh invest spend put add extra further additional grasp grip command hold understanding knowledge awareness insight mastery appreciation \
 shine shone stood stand standout demonstrates thinking thinker mindset instinct intuition judgement judgment attitude presence energy manner fashion nature terms respect regards regarding terms respect of per i'd \
 everything anything something nothing nobody always best practices practice hygiene spot love point on-point across board par scratch bar one pick seamless convincing impression special safe safety speed speedy thought throughout conveyed satisfied \
 applying apply applied again conversation talk people others went trouble dug digging dig whenever where honest recommend recommended having what's goes going along amazing overall comes crisp flow ticked ticks boxes box wanting worse suit shape track cool delivered interviewers companies company others usual usually mocks mock these those rough otherwise watch watching \
 blown away meh so-so shabby given considering moan pace steady pressure exactly looking looks serious effort weeks coming chaotic messy polishing desired scratch \
 cup tea patchy wobbly complaints criticise criticize objection concerns worry worries pleasure joy treat nicely liking taste memorable forgettable \
 respectable passable exemplary admirable flawless impeccable stellar commendable leave leaves left warm guess folks folk anyhow anyway rough diamond \
 journey remain lagging behind air upwards par nine ten eight so far yet months month year years later \
 soon shape readiness job-ready interview-ready tier";

/// Skills, without anything that was done.
const SKILLS: &str = "communication communicate communicates communicated communicating communicator explain explains explained explaining explanation explanations explanatory verbal listening \
 code coding codes coded programming implementation implementing implement syntax language solution solutions solve solved solving solver problem-solving problemsolving algorithm algorithms algorithmic data structure structures \
 test tests testing tested tester coverage debug debugging debugged edge case cases corner bug bugs quality readability readable maintainable maintainability clean tidy neat naming names layout style hygiene modular \
 design designs designed designing architecture architectural system systems scalability scalable scale performance trade-off trade-offs tradeoff tradeoffs requirements scope technical technically technology tech stack framework frameworks \
 analysis analytical analyse analyze reasoning reason reasons planning plan plans planned prioritisation prioritization time-management management organisation organization collaboration collaborative teamwork leadership \
 behavioral behavioural behavior behaviour story stories storytelling star example examples reflection ownership domain theory database databases sql backend frontend css networking concurrency complexity big-o security \
 think thinking aloud thought process problem breaking break breaks down smaller big pieces steps optimisation optimization estimation estimating methodology proactive proactively initiative presentation presented present presenting interviewing interview documentation recursion javascript python java";

/// Whether every word, or all but one of twelve, says nothing in particular; `skills` count as saying something or not.
pub(crate) fn is_general(text: &[String], skills: bool) -> bool {
    let specific = text.iter().filter(|word| !says_nothing(word, skills)).count();
    !text.is_empty() && specific * 12 <= text.len()
}

/// Whether the word says nothing in particular; `skills` say something or not.
pub(crate) fn says_nothing(word: &str, skills: bool) -> bool {
    GENERAL_WORDS.spelled(word).is_some() || (skills && is_skill(word))
}

/// Whether the word is a skill's.
pub(crate) fn is_skill(word: &str) -> bool {
    SKILL_WORDS.spelled(word).is_some()
}

fn lexicon(words: &str) -> Lexicon {
    Lexicon::new(words.split_whitespace().map(str::to_owned))
}

static GENERAL_WORDS: LazyLock<Lexicon> = LazyLock::new(|| lexicon(GENERAL));
static SKILL_WORDS: LazyLock<Lexicon> = LazyLock::new(|| lexicon(SKILLS));
