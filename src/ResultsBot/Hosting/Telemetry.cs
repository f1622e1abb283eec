using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Hosting;

/// <summary>
/// Meters and traces sent to a collector by OTLP, where OpenTelemetry's own variables name one
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). Otherwise nothing of it is loaded.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private const string Discord = "ResultsBot.Discord";

    /// <param name="variable">The environment's, by name.</param>
    public static IServiceCollection AddTelemetry(
        this IServiceCollection services,
        Func<string, string?> variable
    )
    {
        var (metrics, traces) = (IsWanted("METRICS"), IsWanted("TRACES"));
        return metrics || traces ? Add(services, metrics, traces, IsSet(ServiceName)) : services;

        bool IsWanted(string signal) =>
            !Says("OTEL_SDK_DISABLED", "true")
            && !Says($"OTEL_{signal}_EXPORTER", "none")
            && (IsSet(Endpoint) || IsSet($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"));

        bool IsSet(string name) => !string.IsNullOrWhiteSpace(variable(name));

        bool Says(string name, string value) =>
            string.Equals(variable(name)?.Trim(), value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Apart, so that its libraries are loaded only when it is called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IServiceCollection Add(
        IServiceCollection services,
        bool metrics,
        bool traces,
        bool isNamed
    )
    {
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (!isNamed)
                {
                    resource.AddService(
                        "resultsbot",
                        serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)
                    );
                }
            });
        if (metrics)
        {
            telemetry.WithMetrics(m => m.AddMeter(BroadcastMeters.Name, Discord).AddOtlpExporter());
        }
        if (traces)
        {
            telemetry.WithTracing(t => t.AddSource(BroadcastMeters.Name).AddOtlpExporter());
        }
        return services;
    }
}
