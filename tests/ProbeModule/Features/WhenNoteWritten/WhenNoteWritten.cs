using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Probe.Features.WhenNoteWritten;

/// <summary>Writes down what it hears, then meets the fault that a test has in store for the title.</summary>
internal sealed class WhenNoteWritten(ProbeDb db, Faults faults) : IConsumer<NoteWritten>
{
    public async Task HandleAsync(NoteWritten happened, EventContext context, CancellationToken cancellationToken)
    {
        db.Heard.Add(new Heard { By = nameof(WhenNoteWritten), Title = happened.Title, Place = await db.Heard.CountAsync(h => h.By == nameof(WhenNoteWritten), cancellationToken) });
        await db.SaveChangesAsync(cancellationToken);
        faults.Try(happened.Title);
    }
}

/// <summary>The same in a feature that a tenant may have off.</summary>
[InFeature(ProbeFeatures.Extra)]
internal sealed class WhenNoteWrittenExtra(ProbeDb db) : IConsumer<NoteWritten>
{
    public async Task HandleAsync(NoteWritten happened, EventContext context, CancellationToken cancellationToken) =>
        db.Heard.Add(new Heard { By = nameof(WhenNoteWrittenExtra), Title = happened.Title, Place = await db.Heard.CountAsync(h => h.By == nameof(WhenNoteWrittenExtra), cancellationToken) });
}
