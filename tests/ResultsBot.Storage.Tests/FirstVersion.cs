namespace ResultsBot.Storage.Tests;

/// <summary>
/// What version 0.1 stored for the samples, one text of each kind. Never change one: every later version has to
/// read it. A new kind gets a text of its own when it is first released.
/// </summary>
internal static class FirstVersion
{
    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<
        string,
        string
    >
    {
        ["post-written"] = """
            {"post":1,"words":{"headline":"We are here all night","text":"Our reporters are at every count."},"photo":"hall.png","isPinned":true,"isKey":true,"at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["post-corrected"] = """
            {"post":1,"words":{"headline":"We are here all night","text":"And the day."},"reason":"longer","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["post-withdrawn"] = """
            {"post":1,"reason":"twice","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["entry-marked"] = """
            {"entry":12,"mark":"Pinned","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["post"] = """
            {"post":1,"words":{"headline":"We are here all night","text":"Our reporters are at every count."},"everywhere":[{"kind":"Whole","name":"United Kingdom"}],"photo":"hall.png","isPinned":true,"isKey":true,"importance":"Progress","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":[]}
            """,
        ["post-correction"] = """
            {"post":1,"before":{"headline":"We are here all night","text":"Our reporters are at every count."},"after":{"headline":"We are here all night","text":"And the day."},"reason":"longer","everywhere":[{"kind":"Whole","name":"United Kingdom"}],"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":[]}
            """,
        ["post-withdrawal"] = """
            {"post":1,"was":{"headline":"We are here all night","text":"Our reporters are at every count."},"reason":"twice","everywhere":[{"kind":"Whole","name":"United Kingdom"}],"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":[]}
            """,
        ["mark"] = """
            {"entry":12,"mark":"NotKey","importance":"Colour","at":"2024-07-05T05:04:30+01:00","areas":[],"contest":null,"parties":[]}
            """,
        ["flash-withdrawn"] = """
            {"contest":"E1","flashes":[1,2],"reason":"not declared yet","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["electorate-corrected"] = """
            {"contest":"E1","before":5000,"electorate":4100,"reason":"a digit too many","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["poll-postponed"] = """
            {"contest":"E1","reason":"a candidate has died","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["poll-reopened"] = """
            {"contest":"E1","reason":"another ward","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["turnout-correction"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":6000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1,"poll":"Contested"},"electorate":5000,"before":"1050/5000","turnout":"1050/6000","verdict":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false},"votes":50,"share":"50/1050","change":null,"lostDeposit":true}],"seats":1,"changes":[{"party":"Lab","before":0,"now":1},{"party":"Con","before":1,"now":0}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/6000","swing":{"from":"Con","to":"Lab","size":"8400/42000"},"isUnopposed":false,"vacant":0,"elected":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false}]},"reason":"a digit too many","importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab","Con"]}
            """,
        ["postponement"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1,"poll":"Contested"},"reason":"a candidate has died","standings":[{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"],"unopposed":0,"postponed":1},{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"],"unopposed":0,"postponed":1}],"importance":"Result","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":[]}
            """,
        ["stage-reported"] = """
            {"contest":"E1","stage":{"stage":"Recount","recount":2,"expected":"2024-07-05T06:04:30+01:00","reason":"some papers are re-thumbed"},"at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["papers-verified"] = """
            {"contest":"E1","papers":1057,"turnout":"211/1000","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["count-reported"] = """
            {"contest":"E1","votes":[{"candidate":1,"votes":300},{"candidate":2,"votes":310}],"at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["winner-flashed"] = """
            {"contest":"E1","candidate":1,"at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["lot-drawn"] = """
            {"contest":"E1","candidate":1,"at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["result-corrected"] = """
            {"contest":"E1","number":2,"figures":{"votes":[{"candidate":1,"votes":500},{"candidate":2,"votes":500},{"candidate":3,"votes":50}],"rejected":7,"papers":null,"elected":[1]},"reason":"recounted","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["result-retracted"] = """
            {"contest":"E1","number":2,"reason":"wrong seat","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["result-reinstated"] = """
            {"contest":"E1","number":2,"at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["noted"] = """
            {"contest":"E1","text":"The atmosphere is very tense here.","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["quoted"] = """
            {"contest":"E1","who":"Áine Able","text":"I am over the moon.","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["proposal-withdrawn"] = """
            {"proposal":"p1","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["result-declared"] = """
            {"contest":"E1","figures":{"votes":[{"candidate":1,"votes":500},{"candidate":2,"votes":500},{"candidate":3,"votes":50}],"rejected":7,"papers":null,"elected":[1]},"proposal":"p1","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["result"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"verdict":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false},"votes":50,"share":"50/1050","change":null,"lostDeposit":true}],"seats":1,"changes":[{"party":"Lab","before":0,"now":1},{"party":"Con","before":1,"now":0}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/5000","swing":{"from":"Con","to":"Lab","size":"8400/42000"},"elected":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false}]},"standings":[{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]}],"importance":"Result","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab","Con"]}
            """,
        ["first-result"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"verdict":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false},"votes":50,"share":"50/1050","change":null,"lostDeposit":true}],"seats":1,"changes":[{"party":"Lab","before":0,"now":1},{"party":"Con","before":1,"now":0}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/5000","swing":{"from":"Con","to":"Lab","size":"8400/42000"},"elected":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false}]},"seats":650,"importance":"Major","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":["Lab","Con"]}
            """,
        ["area-complete"] = """
            {"standing":{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},"within":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"importance":"Major","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":["Lab","Ind","Con"]}
            """,
        ["overall-majority"] = """
            {"party":"Lab","has":326,"needed":326,"seats":650,"standing":{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},"everywhere":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"importance":"Major","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":["Lab"]}
            """,
        ["no-majority"] = """
            {"needed":326,"seats":650,"standing":{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},"everywhere":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"importance":"Major","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":[]}
            """,
        ["chamber-complete"] = """
            {"chamber":"Barset Council","needed":11,"seats":21,"control":"Reached","members":[{"party":"Lab","seats":12},{"party":"Con","seats":9}],"standing":{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},"everywhere":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"importance":"Major","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":["Lab","Con"]}
            """,
        ["colour"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"fact":{"kind":"sitting-defeated","data":{"member":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true}}},"within":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"about":["Lab"],"importance":"Colour","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab"]}
            """,
        ["correction"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"before":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false},"votes":50,"share":"50/1050","change":null,"lostDeposit":true}],"seats":1,"changes":[{"party":"Lab","before":0,"now":1},{"party":"Con","before":1,"now":0}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/5000","swing":{"from":"Con","to":"Lab","size":"8400/42000"},"elected":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false}]},"after":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":510,"share":"510/1060","change":"9600/53000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},"votes":500,"share":"500/1060","change":"-12100/53000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false},"votes":50,"share":"50/1060","change":null,"lostDeposit":true}],"seats":1,"changes":[{"party":"Lab","before":0,"now":1},{"party":"Con","before":1,"now":0}],"outcome":"gain from Con","byLot":false,"validVotes":1060,"rejected":7,"majority":10,"majorityShare":"10/1060","turnout":"1060/5000","swing":{"from":"Con","to":"Lab","size":"21700/106000"},"elected":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":510,"share":"510/1060","change":"9600/53000","lostDeposit":false}]},"number":1,"reason":"one bundle was counted twice","standings":[{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]}],"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab","Con"]}
            """,
        ["retraction"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"was":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false},"votes":50,"share":"50/1050","change":null,"lostDeposit":true}],"seats":1,"changes":[{"party":"Lab","before":0,"now":1},{"party":"Con","before":1,"now":0}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/5000","swing":{"from":"Con","to":"Lab","size":"8400/42000"},"elected":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false}]},"reason":"wrong seat","standings":[{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]}],"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab","Con"]}
            """,
        ["reinstatement"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"verdict":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false},"votes":50,"share":"50/1050","change":null,"lostDeposit":true}],"seats":1,"changes":[{"party":"Lab","before":0,"now":1},{"party":"Con","before":1,"now":0}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/5000","swing":{"from":"Con","to":"Lab","size":"8400/42000"},"elected":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false}]},"standings":[{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]}],"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab","Con"]}
            """,
        ["flash"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"winner":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"importance":"Result","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab"]}
            """,
        ["stage"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"stage":{"stage":"Recount","recount":2,"expected":"2024-07-05T06:04:30+01:00","reason":"some papers are re-thumbed"},"importance":"Progress","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":[]}
            """,
        ["verified"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"papers":1057,"turnout":"211/1000","importance":"Progress","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":[]}
            """,
        ["running-count"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"votes":[{"candidate":1,"votes":300},{"candidate":2,"votes":310}],"importance":"Progress","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":[]}
            """,
        ["lot"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"winner":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"importance":"Progress","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab"]}
            """,
        ["note"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"text":"The atmosphere is very tense here.","importance":"Progress","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":[]}
            """,
        ["quote"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"who":"Áine Able","text":"I am over the moon.","importance":"Colour","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":[]}
            """,
        ["taken-back"] = """
            {"of":{"id":"E1","name":"First \u201Cand\u201D Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"\u00C1ine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"what":{"kind":"flash","data":{"of":{"id":"E1","name":"First \u201Cand\u201D Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"\u00C1ine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","description":null,"sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","description":null,"sitting":false}],"base":{"votes":[{"party":"Con","votes":700},{"party":"Lab","votes":300}],"electorate":null,"seats":[{"party":"Con","seats":1}]},"seats":1},"winner":{"number":1,"name":"\u00C1ine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"importance":"Result","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab"]}},"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1","parties":["Lab"]}
            """,
        ["no-longer"] = """
            {"what":{"kind":"overall-majority","data":{"party":"Lab","has":326,"needed":326,"seats":650,"standing":{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},"everywhere":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"importance":"Major","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":["Lab"]}},"has":325,"standing":{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":["1 1 0 500 0 Lab","0 0 0 50 1 Ind","0 0 1 500 0 Con"]},"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":["Lab"]}
            """,
        ["notice"] = """
            {"text":"Results are paused while we check one.","everywhere":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"importance":"Correction","at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":null,"parties":[]}
            """,
        ["proposed"] = """
            {"proposal":"p1","asks":{"kind":"stage","data":{"stage":{"stage":"Recount","recount":2,"expected":"2024-07-05T06:04:30+01:00","reason":"some papers are re-thumbed"},"contest":"E1","by":"discord:7"}},"cautions":["no-verified-total"],"at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["second-person-asked"] = """
            {"proposal":"p1","accepted":["total-fell"],"at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["proposal-rejected"] = """
            {"proposal":"p1","reason":"look again","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["proposal-sent"] = """
            {"proposal":"p1","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["report-taken-back"] = """
            {"contest":"E1","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["embargo-placed"] = """
            {"embargo":{"kind":"seat","data":{"contest":"E1"}},"at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["embargo-lifted"] = """
            {"embargo":{"kind":"area","data":{"area":{"kind":"County","name":"Shire"}}},"at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["paused"] = """
            {"line":"We are checking one result.","at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
        ["resumed"] = """
            {"line":null,"at":"2024-07-05T05:04:30+01:00","by":"discord:8"}
            """,
    };
}
