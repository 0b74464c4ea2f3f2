namespace CompetencyModular.Probe.Lookups;

/// <summary>What others may ask while the extra feature is on.</summary>
internal interface IExtraLookup
{
    string Answer { get; }
}

internal sealed class ExtraLookup : IExtraLookup
{
    public string Answer => "extra";
}
