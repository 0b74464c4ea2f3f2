using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.UpdateTraining;

/// <summary>Lets a training follow the programme's latest version, after a look at the difference; finished tasks stay (O1).</summary>
internal static class UpdateTraining
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Query(Guid TrainingId) : IRead<Response>;

    internal sealed record Response(string Title, int From, int To, IReadOnlyList<Change> Changes);

    /// <param name="TrainingId">The training.</param>
    /// <param name="To">The version whose difference was looked at.</param>
    [Requires(OjtPermissions.Lead)]
    internal sealed record Command(Guid TrainingId, int To) : IWrite<Done>;

    internal sealed class QueryHandler(OjtDb db, TrainingAccess access) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.TrainingId, ct) is not { MayLead: true, Training: { ProgrammeId: { } programme } training }) return Error.NotFound();
            var version = (await db.LatestVersionAsync(programme, ct))!;
            return new Response(training.Title, training.ProgrammeVersion, version.Number, version.Number > training.ProgrammeVersion ? training.Difference(version.Content) : []);
        }
    }

    internal sealed class CommandHandler(OjtDb db, TrainingAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.TrainingId, ct) is not { MayLead: true, Training: { ProgrammeId: { } programme } training } seen) return Error.NotFound();
            var version = (await db.LatestVersionAsync(programme, ct))!;
            // What was looked at is what is done.
            if (version.Number != command.To) return OjtErrors.ChangedMeanwhile;
            var updated = training.Update(version, seen.Me, time.GetUtcNow());
            if (updated.IsSuccess) await notices.PublishAsync(training, ct);
            return updated;
        }
    }
}
