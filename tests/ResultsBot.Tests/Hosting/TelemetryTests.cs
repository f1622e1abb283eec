using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ResultsBot.Hosting;

namespace ResultsBot.Tests.Hosting;

/// <summary>Metrics and traces go out where OpenTelemetry's own variables say so.</summary>
public class TelemetryTests
{
    private const string Collector = "http://127.0.0.1:4317";

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true, "OTEL_EXPORTER_OTLP_ENDPOINT", Collector)]
    [InlineData(true, false, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", Collector)]
    [InlineData(false, true, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", Collector)]
    [InlineData(false, false, "OTEL_EXPORTER_OTLP_ENDPOINT", " ")]
    [InlineData(
        true,
        false,
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        Collector,
        "OTEL_TRACES_EXPORTER",
        "none"
    )]
    [InlineData(
        false,
        false,
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        Collector,
        "OTEL_SDK_DISABLED",
        "true"
    )]
    public void What_goes_out_is_what_the_variables_ask_for(
        bool metrics,
        bool traces,
        params string[] variables
    )
    {
        var environment = variables.Chunk(2).ToDictionary(v => v[0], v => v[1]);

        var services = new ServiceCollection().AddTelemetry(environment.GetValueOrDefault);

        Assert.Equal(metrics, services.Any(s => s.ServiceType == typeof(MeterProvider)));
        Assert.Equal(traces, services.Any(s => s.ServiceType == typeof(TracerProvider)));
        if (!metrics && !traces)
        {
            Assert.Empty(services);
        }
    }
}
