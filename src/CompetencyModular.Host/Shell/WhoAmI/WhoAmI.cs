using CompetencyModular.Host.Notices;
using CompetencyModular.Host.Outbox;
using CompetencyModular.Host.Tenancy;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.Host.Shell;

/// <summary>What the frame of every page says about the signed-in person: who they are, for the person menu and the greeting, and how much is new, for the bell.</summary>
internal static class WhoAmI
{
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query : IRead<Response>;

    /// <param name="Unread">How many notices are new; counted up to <see cref="Most"/>.</param>
    internal sealed record Response(PersonCard Card, int Unread);

    private const int Most = 100;

    internal sealed class Handler(IPeople people, ICurrentUser user, TenantConnection connection, NoticeWords words) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (user.PersonId is not { } me) return Error.NotFound();
            // One connection for both, and a plain command: every page asks this.
            await connection.OpenAsync(cancellationToken);
            return (await people.CardsAsync([me], cancellationToken)).TryGetValue(me, out var card) ? new Response(card, await UnreadAsync(me, cancellationToken)) : Error.NotFound();
        }

        private async Task<int> UnreadAsync(Guid me, CancellationToken cancellationToken)
        {
            var modules = string.Join(", ", words.Modules.Select((_, i) => $"@p{i + 2}"));
            await using var count = connection.Command(
                $"""SELECT COUNT(*) FROM (SELECT 1 FROM {new PlatformTables(connection.IsSqlite).Notices} WHERE "PersonId" = @p0 AND "IsRead" = @p1 AND "Module" IN ({modules}) LIMIT {Most}) AS unread""",
                [me, false, .. words.Modules]);
            return Convert.ToInt32(await count.ExecuteScalarAsync(cancellationToken));
        }
    }
}
