using CompetencyModular.Host.Outbox;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CompetencyModular.Host.Tests.Outbox;

/// <summary>Each tenant is told once that a day has begun there, also by a server that was started again.</summary>
public sealed class DayClockTests
{
    [Theory, EveryDatabase]
    public async Task A_day_is_told_once_from_its_local_midnight_on(Database database)
    {
        await using var host = await TestHost.StartAsync(database, typeof(Probe.ProbeModule).Assembly);
        var clock = host.Services.GetRequiredService<DayClock>();

        await clock.TellAllAsync(default);
        await clock.TellAllAsync(default);
        await ActivatorUtilities.CreateInstance<DayClock>(host.Services).TellAllAsync(default);
        (await DaysAsync(host)).ShouldBe([new DateOnly(2026, 3, 2)]);

        // 23:30 and 00:30 in Berlin.
        host.Clock.Advance(TimeSpan.FromHours(14.5));
        await clock.TellAllAsync(default);
        (await DaysAsync(host)).Count.ShouldBe(1);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await clock.TellAllAsync(default);
        await clock.TellAllAsync(default);

        (await DaysAsync(host)).ShouldBe([new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 3)]);
    }

    private static async Task<IReadOnlyList<DateOnly>> DaysAsync(TestHost host) => [.. (await host.EventsAsync<DayBegan>()).Select(e => e.Day)];
}
