namespace CompetencyModular.Sdk.Events;

/// <summary>
/// A day has begun in the organisation's time zone: what a module looks after once a day, it does on this. Days on which the server was down are
/// not made up for, so that a consumer looks at what is true now instead of at the day; it is told at most once a day.
/// </summary>
/// <param name="Day">The local day.</param>
[Event("platform.day-began")]
public sealed record DayBegan(DateOnly Day) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => "days";
}
