using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ResultsBot.Hosting;

namespace ResultsBot.Tests.Hosting;

/// <summary>How much of what is logged an operator sees.</summary>
public class ConsoleLogsTests
{
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Theory]
    [InlineData("ResultsBot.Hosting.GatewayService", LogLevel.Information, true)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Information, true)]
    [InlineData(Requests, LogLevel.Information, false)]
    [InlineData(Requests, LogLevel.Critical, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning, true)]
    [InlineData("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Error, false)]
    public void Requests_and_what_a_sentence_tells_anyway_are_not_logged(
        string category,
        LogLevel level,
        bool isLogged
    ) => Assert.Equal(isLogged, IsLogged(category, level));

    [Theory]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", true)]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting", true)]
    [InlineData("Logging:LogLevel:Microsoft", true)]
    [InlineData("Logging:Console:LogLevel:Microsoft.AspNetCore", true)]
    [InlineData("Logging:LogLevel:Default", false)]
    public void An_operator_who_names_them_sees_them(string key, bool isLogged) =>
        Assert.Equal(isLogged, IsLogged(Requests, LogLevel.Information, (key, "Information")));

    private static bool IsLogged(
        string category,
        LogLevel level,
        params (string Key, string Value)[] configured
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(configured.ToDictionary(c => c.Key, c => (string?)c.Value))
            .Build();
        using var logs = LoggerFactory.Create(logging => logging.AddConsoleLogs(configuration));
        return logs.CreateLogger(category).IsEnabled(level);
    }
}
