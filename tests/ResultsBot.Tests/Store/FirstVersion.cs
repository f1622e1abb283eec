namespace ResultsBot.Tests.Store;

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
        ["declaration-proposed"] = """
            {"proposal":"p1","contest":"E1","figures":{"votes":[{"candidate":1,"votes":500},{"candidate":2,"votes":500},{"candidate":3,"votes":50}],"rejected":7,"elected":1},"at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["proposal-withdrawn"] = """
            {"proposal":"p1","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["result-declared"] = """
            {"contest":"E1","figures":{"votes":[{"candidate":1,"votes":500},{"candidate":2,"votes":500},{"candidate":3,"votes":50}],"rejected":7,"elected":1},"proposal":"p1","at":"2024-07-05T05:04:30+01:00","by":"discord:7"}
            """,
        ["result"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","sitting":false}],"base":[{"party":"Con","votes":700},{"party":"Lab","votes":300}]},"verdict":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","sitting":false},"votes":50,"share":"50/1050","lostDeposit":true}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/5000","swing":{"from":"Con","to":"Lab","size":"8400/42000"}},"standings":[{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":[{"party":"Lab","seats":1,"gains":1,"losses":0,"votes":500},{"party":"Ind","seats":0,"gains":0,"losses":0,"votes":50},{"party":"Con","seats":0,"gains":0,"losses":1,"votes":500}]},{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":[{"party":"Lab","seats":1,"gains":1,"losses":0,"votes":500},{"party":"Ind","seats":0,"gains":0,"losses":0,"votes":50},{"party":"Con","seats":0,"gains":0,"losses":1,"votes":500}]}],"at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"contest":"E1"}
            """,
        ["first-result"] = """
            {"of":{"id":"E1","name":"First “and” Foremost","electorate":5000,"areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"candidates":[{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},{"number":2,"name":"Bob Best","party":"Con","sitting":true},{"number":3,"name":"Cy Cole","party":"Ind","sitting":false}],"base":[{"party":"Con","votes":700},{"party":"Lab","votes":300}]},"verdict":{"lines":[{"candidate":{"number":1,"name":"Áine Able","party":"Lab","description":"Labour and Co-operative","sitting":false},"votes":500,"share":"500/1050","change":"3700/21000","lostDeposit":false},{"candidate":{"number":2,"name":"Bob Best","party":"Con","sitting":true},"votes":500,"share":"500/1050","change":"-4700/21000","lostDeposit":false},{"candidate":{"number":3,"name":"Cy Cole","party":"Ind","sitting":false},"votes":50,"share":"50/1050","lostDeposit":true}],"outcome":"gain from Con","byLot":true,"validVotes":1050,"rejected":7,"majority":0,"majorityShare":"0/1050","turnout":"1050/5000","swing":{"from":"Con","to":"Lab","size":"8400/42000"}},"seats":650,"at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}]}
            """,
        ["area-complete"] = """
            {"standing":{"area":{"kind":"County","name":"Shire"},"seats":2,"declared":1,"parties":[{"party":"Lab","seats":1,"gains":1,"losses":0,"votes":500},{"party":"Ind","seats":0,"gains":0,"losses":0,"votes":50},{"party":"Con","seats":0,"gains":0,"losses":1,"votes":500}]},"within":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}]}
            """,
        ["overall-majority"] = """
            {"party":"Lab","needed":326,"standing":{"area":{"kind":"Whole","name":"United Kingdom"},"seats":2,"declared":1,"parties":[{"party":"Lab","seats":1,"gains":1,"losses":0,"votes":500},{"party":"Ind","seats":0,"gains":0,"losses":0,"votes":50},{"party":"Con","seats":0,"gains":0,"losses":1,"votes":500}]},"everywhere":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}],"at":"2024-07-05T05:04:30+01:00","areas":[{"kind":"County","name":"Shire"},{"kind":"Whole","name":"United Kingdom"}]}
            """,
    };
}
