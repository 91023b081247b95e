"""Words that English names are made of, and words that only look like names."""

_GIVEN_TEXT = """
aaron abigail adam ahmed aiden alan albert alberto alejandro alex alexander alexis alfred
alfredo ali alice alicia alison allison alma alvin amanda amber amir amit amrita amy ana
anastasia andre andrea andrew angela angelina angus anil anita anjali ann anna anne annette
anthony antonio ariana armando arnold arthur arun ashley ashok audrey aurora austin ava barbara
barry beatrice becky belinda ben benjamin bernard bernice bert bertha beth bethany betty beverly
bianca billy bob bobby bonnie boris brad bradley brandon brenda brent brett brian bridget
brittany bruce bryan byron caleb callum cameron camila candice carl carla carlos carmen carol
caroline carolyn carrie casey cassandra catherine cecilia cedric celeste cesar chandra charles
charlotte chelsea cheryl chloe chris christian christina christine christopher claire clarence
claude claudia clifford clinton colin colleen connor conor constance corey cory courtney craig
curtis cynthia daisuke damian damien dan dana daniel daniela danielle daphne darren darryl dave
david debbie deborah debra declan deepak deirdre delia denis denise dennis derek desmond dexter
diana diane diego dimitri dmitri dolores dominic donald donna dora dorian doris dorothy doug
douglas duncan dustin dwayne dwight dylan eddie edgar edith edmund edward edwin eileen elaine
eleanor elena eleni eli elias elijah elisa elizabeth ella ellen elliott elsa elvira emilie
emilio emily emma emmanuel enrique eric erica erik erin ernest esteban estelle esther ethan
eugene eva evan evelyn faisal fatima felicia felix fernando fiona frances francesca francisco
franklin fred freddie frederick frieda gabriel gabriela gareth garrett gary gavin geoffrey
george gerald gerard gerardo gilbert gina giovanni giulia glen glenn gloria gordon graham greg
gregory greta guillermo gustavo gwen hannah hannes hans harold harriet harrison harry harvey
hassan heather hector heidi helen helena henry herbert herman hilary hiro hiroshi howard hugh
hugo ian ibrahim ignacio imogen imran ingrid irene isaac isabel isabella isaiah isla ismael ivan
jackie jackson jacob jacqueline jaime jake jamal james jamie jana jane janet janice jared
jasmine jason jasper javier jean jeff jeffrey jenna jennifer jenny jeremy jerome jerry jesse
jessica jill jillian jim joan joanna joanne joaquin joe joel joelle johanna john johnny jonas
jonathan jordan jorge jose joseph josephine josh joshua joyce juan juanita jude judith judy
jules julia julian juliana julie juliet julius justin justine karen karim karin karl karla kate
katherine kathleen kathryn kathy katie katrina kayla keisha keith kelly kelsey ken kendra kenji
kenneth kent kerry kevin khalid kieran kimberly kiran kirk kirsten klaus krista kristen kristin
kurt kyle lamar lana larry lars latoya laura lauren laurence lawrence leah leila lena leo leon
leonard leroy leslie lester leticia lewis liam liana lila lillian linda lindsay lionel lisa liz
lloyd logan lois lorenzo lori lorraine louis louise lucas lucia lucille lucy luis luke lydia
lynn mabel madison maggie malcolm malik manuel marc marcel marco marcus margaret margarita
margot maria mariam mariana marie marilyn marina mario marion marisol marissa marjorie marlene
marshall martha martin marvin mary mason mateo mathew matt matthew maureen maurice maxine megan
mehmet melanie melinda melissa melvin mercedes meredith mia michael michel michelle miguel mike
mikhail mildred milton mina minh miranda miriam mitchell mohamed mohammad mohammed molly mona
monica monique moses muhammad myra nadia nadine nancy naomi natalie natasha nathan nathaniel
neal neil nelson nicholas nick nicole nigel nikhil nina noah noel nora norma norman olaf olga
oliver olivia olivier omar orlando oscar otto owen pablo paige pamela paolo patricia patrick
patty paul paula pauline pedro peggy penelope percy pete peter phil philip phoebe phyllis pierre
polly prakash preston priya quentin quinn rachael rachel rafael raj rajesh ralph ramesh ramon
randy rashid raul ravi raymond raymundo rebecca reginald rene rhonda ricardo richard rick ricky
rita robert robin rocco roderick rodney roger rohan roland ron ronald rosa rosalie rosemary ross
rowan roxanne roy ruben rudy rufus rupert russell ruth ryan saanvi sabrina sadie sally salma
salvador sam samantha sami samuel sandeep sandra sanjay santiago sara sarah saul savannah
scarlett scott sean sergei sergio shane shannon sharon shawn sheila sherry shirley sidney silvia
simon simone sofia sonia sophia sophie spencer stacey stacy stanley stefan stella stephanie
stephen steve steven stewart stuart sue sunita susan sven sylvia tamara tamika tanya tara tariq
tatiana ted teresa terrence terry tessa thea thelma theo theodore theresa thomas tiffany tim
timothy tina tobias todd tom tommy toni tony tracy travis trevor tricia tristan tyler tyrone
ursula valentina valerie vanessa vera vernon veronica vicki victoria vikram viktor vincent
vincenzo virginia vivian wallace walter wanda warren wayne wendy wesley wilbur wilfred william
willie winifred winston xavier yasmin yolanda yousef yuki yusuf yvette yvonne zachary zara zoe
"""
_WORDS_TEXT = """
angel april art august bill blake brooke chad chase chester clay crystal daisy dale dawn dean
devon drew earl faith florence frank gene georgia grace grant guy hazel holly hope iris ivy jack
jay joy june kay lance mark max may miles morgan pat penny perry ray reed rich rob roman rose
ruby seth summer troy victor wade will
"""
_PINYIN_TEXT = """
bai cai cao chen cheng cui dai deng ding dong du duan fan fang feng fu gao gu guo han hao he hou
hu huang jia jiang jin kang kong lei li liang liao lin liu long lu luo ma mao meng pan peng qian
qin qiu ren shao shen shi song su sun tan tang tian wang wei wu xia xiao xie xiong xu xue yan
yang yao ye yin yu yuan zeng zhang zhao zheng zhong zhou zhu zou
"""
_NOT_TEXT = """
a account an and april are ask at august be but calling can contact copy could curious customer
dear december did do does february for friday from glad going good great had happy has have he
hello her here hey hi his how i if in interested is it its january july june just let looking
march may monday my no not november now october of ok okay on or our please right sales saturday
september she should so sorry speaking sunday support sure team thank thanks that the their then
there these they this those thursday to today tomorrow trying tuesday was we wednesday well were
what when where who why with would yes you your
"""

# Given names that are no words.
GIVEN = frozenset(_GIVEN_TEXT.split())
# Names that are words as well: only before a surname, or where somebody is introduced.
ALSO_WORDS = frozenset(_WORDS_TEXT.split())
# Chinese surnames in Latin letters.
PINYIN = frozenset(_PINYIN_TEXT.split())
# What begins with a capital and is no name.
NO_NAMES = frozenset(_NOT_TEXT.split())
