"""English words and short set phrases of liking and disliking. Own compilation, lower case."""

from revrise.core.conversations.words.lexicon import words
from revrise.core.conversations.words.phrases import phrases

POSITIVE = words(
    """
    good great excellent awesome amazing perfect fantastic wonderful nice lovely love loved loves
    liked enjoy enjoyed enjoys helpful useful valuable happy glad pleased delighted excited
    exciting impressed impressive interesting easier beautiful beautifully brilliant clever
    comfortable confident convenient reassuring reassured relief relieved reliable generous kind
    kindly decent charming tempting tempted promising sensible thoughtful intuitive thrilled
    outstanding satisfied superb super marvellous marvelous terrific splendid gorgeous fabulous
    incredible ideal smooth smoothly grateful thankful appreciate appreciated bravo wow yay
    hooray phew bless cheaper refreshing magic delicious keen friendly perfectly faster simpler
    """
) | frozenset(
    phrases(
        """
        i like / we like / you like it / do like / quite like / really like / rather like /
        also like / team like / users like / they like it / likes it / likes that / likes you /
        like it here / like the sound / like the look / like the idea / i'd like that /
        would like that / he'll like / she'll like / they'll like / he'd like that /
        she'd like that / they'd like that / like that better / like this one / like your style /
        thank god / thank goodness / thank heavens / thanks god / thanks to god /
        thank you so much / thanks so much / thank you very much / thanks a lot / many thanks /
        thanks a million / thank you kindly / thank you for your patience /
        thank you for asking / thank you for being / much obliged / means a lot /
        means the world / fair enough / that's fair / sounds fair / more than fair / very fair /
        pretty fair / fair price / fair deal / sounds right / fine by me / fine with me /
        suits me / suits us / suit me / works for me / works for us / works well /
        works a treat / it just works / can't complain / couldn't complain / can't fault /
        no complaints / no regrets / no brainer / no nonsense / not bad / not too bad /
        not half bad / can't wait / looking forward / look forward / can't argue with that /
        at last / weight off / load off / sleep better / sleep well / sleep easy /
        sleep soundly / slept better / peace of mind / makes my life / makes life easier /
        made my day / makes my day / over the moon / chuffed / i'm sold / sold me / count me in /
        i'm convinced / won me over / you've convinced me / that convinces me / persuaded me /
        deal then / it's a deal / then we've a deal / we have a deal / we've got a deal /
        you've got a deal / you have a deal / got yourself a deal / shake on it / shake on that /
        done deal / let's do it / let's do that / let's go for it / sign me up /
        put me down for / i'm game / i'd be mad not to / be silly not to / be daft not to /
        i trust / we trust / trust you / trust him / trust her / trust them / trusted you /
        i believe you / you're right / you are right / he's right / well said / well done /
        well put / well explained / well thought / fair play / hats off / credit to you /
        you've been honest / honest answer / straight answer / straight with me / first honest /
        saved my life / saved me / saved us / saves me / saves us / save me / save us /
        life saver / lifesaver / lifeline / you're an angel / you're a star / a godsend /
        a blessing / a gem / a pleasure / a marvel / a miracle / a dream / dream come true /
        best thing / best news / the best / best i've / best we've / much better / even better /
        that's better / far better / better already / so much faster / so easy / dead easy /
        easy enough / that's easy / that simple / straightforward / that'll do nicely /
        that's more like it / now you're talking / now we're talking /
        now we're getting somewhere / getting somewhere / that changes things /
        that changes everything / that settles it / that's something / that's the spirit /
        ticks the box / ticks all the boxes / spot on / bang on / on the money /
        right up my street / top notch / first class / first rate / second to none /
        works wonders / do wonders / real help / big help / helps a lot / helps me / that helps /
        that would help / helped us / helped me / feel better / feels better / feel safer /
        feel safe / feels right / warm to / warming to / grown on me / fell in love / dying to /
        be a relief / breathe again / music to my ears / cheers me up / makes me laugh /
        made me laugh / made me smile / makes me smile / funny you / you're funny /
        you're quick / you're fast / you're sharp / you know your / you've thought of /
        you think of everything / thought of everything / you listen / you've listened /
        you listened / did your homework / done your homework / speak my language / rave about /
        raves about / swear by / swears by / speaks highly / highly of / recommend you /
        recommended you / recommend it / tell everyone / i'd recommend / would recommend /
        well worth / every penny / bargain / a steal / money well spent / value for money /
        that's cheap / stress free / hassle free / no hassle / without hassle / like clockwork /
        like family / as promised / kept your word / keeps his word / done well by /
        looked after us / looked after me / look after us / treated us well / treats us well /
        hallelujah / hurrah / cracking / smashing / belter / that's neat / cool / oh yes /
        gladly / willingly / with pleasure / solved / problem solved / sorted us / that sorts /
        one less thing / one worry less / one problem less / off my mind / off my back /
        off my plate / off my shoulders / that's nicer / very cheap / that's reasonable /
        very reasonable / that's pleasant / thank the lord / that's a relief / that's proper /
        you're organised / kind of you / kind of him / kind of her / kind of them /
        a lot better / so much better / huge difference / big difference / exactly what we /
        exactly what i / just what we / just what i / really help / can't say fairer /
        worth something / did like / easy to use / couldn't be easier / couldn't be better /
        couldn't be happier / couldn't be simpler / nothing but praise / exactly what it says
        """
    )
)
NEGATIVE = words(
    """
    bad terrible horrible awful poor poorly worse worst hate hated hates dislike disliked
    disappointed disappointing disappointment annoyed annoying annoys angry frustrated
    frustrating frustration upset upsets upsetting unhappy unhelpful useless worthless pointless
    difficult hard harder hardest complicated complex confusing confused confuses slow slower
    expensive pricey costly overpriced problem problems trouble troubles troubled concern
    concerned concerns worried worry worries worrying risk risky risks fail failed fails failing
    failure broken breaks broke bug bugs buggy crash crashed crashes error errors mistake
    mistakes wrong waste wasted wasting lacking unclear unreliable unfortunately unacceptable
    uncomfortable unfair unsure unstable struggle struggled struggling struggles painful pain
    nightmare nightmares mess messy clunky outdated complain complained complaining complains
    complaint complaints delay delayed delays lose loses losing afraid scared scare scares scary
    scaring frightened frightens frightening terrified terrifies skeptical sceptical suspicious
    wary doubt doubts doubtful hesitant reluctant sad sadly stuck stress stressed stressful
    stressing tired tough weak weird boring insecure hassle hassles headache headaches nervous
    anxious uneasy dread dreading dreaded dreadful fuss fussy fiddly faff fiddle bother bothers
    bothered bothering nuisance irritating irritated irritates infuriating furious livid fuming
    maddening ridiculous absurd outrageous shocking shocked appalling disgusting disgrace
    disgraceful shame ashamed embarrassing embarrassed embarrassment humiliating insult insulted
    insulting rude pushy nosy sneaky shady dodgy fishy scam scams scammed scammer scammers conned
    cowboy cowboys crook crooks crooked rogue ripoff robbery swindle swindled fraud fraudulent
    cheat cheated cheats lied lies lying liar liars dishonest misleading misled fooled tricked
    trick tricks gimmick gimmicks gimmicky nonsense rubbish garbage junk crap crappy lousy shoddy
    flimsy tacky tatty shabby naff dire grim bleak miserable misery pathetic hopeless helpless
    desperate desperately despair overwhelmed overwhelming exhausted exhausting exhausts drowning
    drown swamped overworked chaos chaotic shambles disaster disasters catastrophe fiasco farce
    circus damn damned daft stupid silly idiot idiots clumsy awkward tedious tiresome cumbersome
    dreary ghastly hideous nasty vile cruel cried crying wept grief heartbroken heartbreaking
    lonely hurt hurts hurting aches suffer suffered suffering suffers panic panicked panicking
    blame blamed regret regretted regrets argue argued arguing quarrel shouted shouting shouts
    yelled yelling screamed screaming screams swore swearing sulk sulks moan moaning moans
    grumble grumbles grumbling groan groans sworn burned burnt stung bitten robbed stolen
    threatened threatening lawsuit sued penalty penalties ruin ruined ruins wrecked wreck spoiled
    spoilt collapsed leaking flooded faulty defective glitch glitches glitchy jammed freezes
    froze unusable unworkable impossible unbearable unreasonable unrealistic unbelievable
    extortionate exorbitant badly nag nags nagging pester pestered pestering harassed hounded
    bombarded spam spammed pressured pressure distrust mistrust untrustworthy unprofessional
    incompetent careless sloppy shudder cringe flinch yikes ouch ugh argh gosh alas smells stinks
    stink stank smelled filthy mouldy rotten rot fobbed suspicion fear fears feared fearful
    gouged gouging lifeless soulless patronising patronizing bored boredom sceptic skeptic
    cynical cynic steep insane unfriendly
    """
) | frozenset(
    phrases(
        """
        funny how / not really / sick of / had enough / enough of / fed up / fed-up / rip-off /
        last straw / let down / lets us down / lets me down / letting us down / let us down /
        let me down / ripped off / rip off / ripping us off / taken for a ride / taken in /
        took us for / stitched up / strung along / messed about / messed up / mucked about /
        mucking about / messing about / screwed up / screwed us / screwed over / cocked up /
        fell apart / falls apart / falling apart / fell over / fell through / falls over /
        falls through / went under / went bust / went quiet / went silent / gone bust /
        breaking down / blew up / blows up / packed up / packs up / conked out / goes down /
        keeps going down / keeps breaking / keeps crashing / keep breaking / keep asking /
        keep ringing / keep calling / keeps ringing / a drag / a chore / a drain / a scandal /
        a joke / a slog / a minefield / a lottery / a gamble / a trap / a racket / a swizz /
        a con / a lie / a shock / driving me / drives me / drove me / drives us / mad at /
        up the wall / round the bend / round the twist / gets on my / on my nerves /
        gets my goat / does my head / did my head / doing my head / makes me sick /
        makes my skin / turns my stomach / keeps me awake / keeps me up / kept me awake /
        lie awake / lay awake / can't sleep / couldn't sleep / don't sleep / didn't sleep /
        haven't slept / middle of the night / three in the morning / at my wits / wits end /
        end of my tether / end of my rope / out of my depth / over my head / can't cope /
        couldn't cope / can't keep up / can't stand / couldn't stand / can't bear /
        couldn't bear / can't take / can't face / don't like / doesn't like / didn't like /
        don't love / i'd not be / i'd not want / i'd not sign / waiting for weeks / not keen /
        not mad about / not fond of / not a fan / not my thing / not for me / not for us /
        do nothing for me / does nothing for / don't believe / didn't believe / can't believe /
        couldn't believe / i'll believe it / don't buy it / don't buy that / not buying /
        not convinced / unconvinced / not persuaded / not sold / not impressed / unimpressed /
        not happy / wasn't happy / not comfortable / not so sure / i'm not sure /
        not sure about / not sure i / don't trust / wouldn't trust / never trust /
        in good faith / too good to be true / sounds too good / always a catch /
        there's a catch / the catch / small print / fine print / hidden in / says who /
        so they say / they all say / you all say / everybody says that / everyone says that /
        heard that before / heard it before / heard that one / heard it all /
        that's what they said / that's what the last / you would say / you'd say that /
        of course you'd / the last one / the last lot / the last people / last time we /
        last time i / last time somebody / last time it / the last man / the last company /
        never again / not again / don't get me started / not in my lifetime / over my dead body /
        for nothing / good for nothing / what's the point / no point / no use / no good /
        no joke / no fun / no picnic / no thank you / not interested / leave me alone /
        take me off / stop calling / stop ringing / how did you get / where did you get my /
        who gave you / i'm busy / i've no time / haven't got time / don't have time /
        no time for / rather not / i'd rather / i'd sooner / sooner not / i'm not going /
        we're not going / i'm not giving / i'm not signing / i'm not paying / i'm not having /
        i'm not doing / i'm not putting / i'm not letting / i won't / we won't / i'm not ready /
        don't want / didn't want / wouldn't want / i refuse / no way / not a chance /
        not on your life / not happening / can't afford / couldn't afford / can't justify /
        can't spare / can't stretch / doesn't stretch / won't stretch / can't see how /
        can't see it / don't see how / don't see why / don't see the / don't see it /
        i can't ask / i can't go / can't risk / i can't have / i can't just / i can't be /
        can't be doing / can't go on / can't do that / i can't do / can't promise / can't find /
        couldn't find / can't even / couldn't even / can't get / couldn't get / can't read /
        can't trust / can't rely / i'd be paying / be paying for / paying twice / pay twice /
        paid twice / for the privilege / through the nose / arm and a leg / too much / too dear /
        too high / too long / too many / too far / too heavy / that's a lot / a lot of money /
        lot for a / lots of money / money down the / down the drain / thrown away /
        out of pocket / went up / gone up / keeps going up / price rise / price hike /
        put up the price / doubled / is that all / costing us / costing me / costs us /
        costs me / lost us / lost our / lost my / lost half / we lost / i lost / they lost /
        gone missing / went missing / goes missing / nobody told / no one told / nobody tells /
        nobody asked / nobody looked / no one looked / nobody knows / no one knows /
        nobody answers / nobody answered / no one answers / nobody picks / nobody came /
        no one came / nobody rang / no one rang / nobody reads / nobody uses / nobody comes /
        never came / never comes / never turned up / didn't turn up / doesn't turn up /
        don't turn up / never called / never rang / never showed / didn't show / never worked /
        didn't work / doesn't work / don't work / stopped working / not working / isn't working /
        wasn't working / won't work / doesn't talk to / don't talk to / won't start /
        didn't come / doesn't help / didn't help / no help / not good enough / not enough /
        isn't enough / short of / short staffed / ran out / running out / runs out /
        out of stock / run ragged / behind schedule / fallen behind / falling behind /
        weeks late / days late / months late / hours late / always late / still waiting /
        kept waiting / on hold / passed around / from pillar / chasing / chased / retype /
        retyping / typed in again / over and over / again and again / every bloody /
        all over the place / all over again / back to square one / do it twice / doing it twice /
        twice over / red tape / jump through / hoops / hiccup / that's the trouble /
        that's the problem / the issue is / thing is / what happens if it / who pays if /
        on edge / on tenterhooks / heart sank / heart in my / cold feet / get the wobbles /
        gives me the / in the lurch / in hot water / hands tied / my neck / on my head /
        have my head / kill me / eat me alive / divorce me / throw me out / laugh at me /
        made redundant / laid off / lost his job / in hospital / off sick / don't lie /
        half truth / the truth is / smoke and mirrors / hot air / empty promises /
        promises promises / promised us / promised me / they promised / he promised / snake oil /
        sales pitch / sales talk / sales patter / pushed into / talked into / talking me into /
        bit much / bit rich / a cheek / hell of a / of all things / for god's sake /
        for heaven's sake / oh god / oh no / oh dear / good grief / my god / jesus / christ /
        don't think it's worth / not worth / isn't worth / over our budget / over budget /
        over my budget / took forever / takes forever / taking forever / not acceptable /
        isn't acceptable / late again / nobody understands / would never use / not easy /
        isn't easy / wasn't easy / never call / never calls / never answer / never answers /
        waiting for two / waiting for three / waiting for ages / waiting for days /
        doesn't do what / not as good / nothing special
        """
    )
)
# What reads like a feeling and is none: greetings, politeness by rote, and other meanings.
NEUTRAL = frozenset(
    phrases(
        """
        good morning / good afternoon / good evening / good day / good night / good luck /
        good bye / good friday / a good bit / a good deal of / a good while / a good few /
        good enough / good question / a good two / a good three / a good ten / as good as /
        for good / good to go / good until / good till / great uncle / great aunt /
        great britain / great grandmother / great grandfather / great big / okay great /
        ok great / okay good / ok good / okay perfect / okay lovely / okay nice / right good /
        good good / all good / good thanks / good thank you / great thanks / great thank you /
        lovely thanks / perfect thanks / nice to meet / nice to speak / nice talking / nice day /
        nice weekend / have a nice / have a good / have a great / lovely day / is it good /
        is that good / any good / are you happy / happy to / what kind / that kind / a kind /
        one kind / kind of / some kind / any kind / every kind / of any kind / the kind /
        same kind / no problem / not a problem / no trouble / no bother / no worries / no worry /
        don't worry / not to worry / no mistake / without a doubt / no doubt / without doubt /
        at risk of / risk assessment / risk register / risk manager / the best of /
        the best price / the best time / the best way / i like to / like you said /
        users like me / people like me / people like us / people like you / slow cooker /
        slow season / slow month / slow months / slow lane / pressure washer / pressure test /
        water pressure / blood pressure / high pressure / air pressure / tyre pressure /
        low pressure / pressure gauge / pressure vessel / pressure tank / pressure valve /
        error code / error codes / error message / error rate / penalty clause / broke even /
        breaks for / coffee breaks / tax breaks / lunch breaks / tea breaks / broke up /
        bother you / a fiddle / the fiddle / not too long / not too much / not too many /
        not too far / i won't be / i won't have / i won't need / i won't ask / we won't be /
        we won't need / i won't forget / i won't tell / in the night shift / the last one was /
        in pain relief / pain relief / pain management / trick question / trick or / super glue /
        cool down / cool room / cool box / cool bag / keep cool / stay cool / magic wand /
        magic number / hard drive / hard disk / hard copy / hard copies / hard hat / how hard /
        stress testing / stress test / risk team / delay setting / a good number /
        i don't see why not
        """
    )
)
NEGATORS = words(
    """
    not no never none nothing nobody neither nor without hardly barely cannot can't don't doesn't
    didn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't haven't hasn't hadn't ain't
    needn't less dont cant
    """
)
# After a "no" they begin what it answers with, and are not denied by it.
ANSWERED = words(
    """
    i i'm i've i'd i'll im ive it it's its that that's thats this these those we we're we've we'd
    you you're you've he he's she she's they they're they've there there's thanks thank honestly
    really
    """
)
# Behind them another clause begins.
TURNS = words("but so because though although")
