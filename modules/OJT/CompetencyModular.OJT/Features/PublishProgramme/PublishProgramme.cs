using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.PublishProgramme;

/// <summary>What is written becomes the next version, which new trainings follow (O1).</summary>
internal static class PublishProgramme
{
    [Requires(OjtPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(OjtDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var programme = await db.Programmes.Whole().FirstOrDefaultAsync(p => p.Id == command.Id, ct);
            return programme is null ? Error.NotFound() : programme.Publish(user.PersonId, time.GetUtcNow());
        }
    }
}
