using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CompetencyModular.Host.People.PullPeople;

/// <summary>From where the organisation's table of people is fetched every night.</summary>
internal sealed class PeoplePull
{
    /// <summary>There is one.</summary>
    public static readonly Guid Only = Guid.Parse("0198b6b0-0000-7000-8000-000000000001");

    public Guid Id { get; init; } = Only;

    /// <summary>An http(s) address; empty for the folder that the server keeps for the organisation.</summary>
    public required string Source { get; set; }

    public bool IsOn { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<PeoplePull>
    {
        public void Configure(EntityTypeBuilder<PeoplePull> builder)
        {
            builder.ToTable("PeoplePulls");
            builder.Property(p => p.Source).HasMaxLength(1000);
        }
    }
}

/// <summary>What became of one pull.</summary>
internal sealed class PullRun
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public DateTimeOffset At { get; init; }

    public PullOutcome Outcome { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Leaving { get; set; }

    public int Moves { get; set; }

    /// <summary>What went another way than asked: of a table the first places to put right.</summary>
    public string Remarks { get; set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<PullRun>
    {
        public void Configure(EntityTypeBuilder<PullRun> builder)
        {
            builder.ToTable("PullRuns");
            builder.Property(r => r.Remarks).HasMaxLength(4000);
            builder.HasIndex(r => new { r.At, r.Id });
        }
    }
}

internal enum PullOutcome
{
    /// <summary>Somebody asked for it and it waits.</summary>
    Asked,

    /// <summary>Under way; or the server stopped within it.</summary>
    Begun,

    /// <summary>It was imported.</summary>
    Imported,

    /// <summary>Everything was so already.</summary>
    Unchanged,

    /// <summary>Nothing was there to be fetched, or it may not be.</summary>
    NotFetched,

    /// <summary>The table has errors; nothing was changed.</summary>
    Errors,

    /// <summary>More than one in ten would have left; nothing was changed.</summary>
    ManyWouldLeave,
}
