using CompetencyModular.Host.Access;
using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.People.FollowMerged;

/// <summary>
/// Leads from the address of a record that was merged to that of the one that stayed, for every page, file and read of the API that takes a person's id: what
/// is not found under the former id is to be asked for under the present one. Whoever may not see who stayed finds nothing, as ever.
/// </summary>
internal static class FollowMerged
{
    // An address with more ids than that is nobody's link.
    private const int Most = 5;

    /// <summary>Where those are found whose records were merged, for those who may see them.</summary>
    [Requires(PlatformPermissions.UseTheProduct)]
    internal sealed record Query(IReadOnlyList<Guid> Ids) : IRead<IReadOnlyDictionary<Guid, Guid>>;

    internal sealed class Handler(PlatformDb db, PeopleAccess access) : IReadHandler<Query, IReadOnlyDictionary<Guid, Guid>>
    {
        public async ValueTask<Result<IReadOnlyDictionary<Guid, Guid>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var merged = await db.Set<Person>().Where(p => query.Ids.Contains(p.Id) && p.MergedIntoId != null).ToDictionaryAsync(p => p.Id, p => p.MergedIntoId!.Value, cancellationToken);
            if (merged.Count == 0) return merged;
            var visible = await access.VisibleAsync([.. merged.Values.Distinct()], cancellationToken);
            return merged.Where(m => visible.Contains(m.Value)).ToDictionary();
        }
    }

    internal sealed class Middleware(RequestDelegate next)
    {
        public Task InvokeAsync(HttpContext context)
        {
            var request = context.Request;
            if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return next(context);
            var address = request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString.ToUriComponent();
            Guid[] ids = [.. address.Split('/', '?', '&', '=').Where(part => part.Length == 36).Select(part => Guid.TryParse(part, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(Most)];
            // Before the answer leaves, whoever gave it: a page, an endpoint and a file do so in ways of their own.
            if (ids.Length > 0) context.Response.OnStarting(() => FollowAsync(context, address, ids));
            return next(context);
        }

        private static async Task FollowAsync(HttpContext context, string address, Guid[] ids)
        {
            if (context.Response.StatusCode != StatusCodes.Status404NotFound) return;
            if (await context.RequestServices.GetRequiredService<ISend>().SendAsync(new Query(ids), context.RequestAborted) is not { IsSuccess: true, Value: { Count: > 0 } found }) return;
            foreach (var (former, present) in found) address = address.Replace(former.ToString(), present.ToString(), StringComparison.OrdinalIgnoreCase);
            context.Response.Headers.Location = address;
            // A page is not there for good: the next who asks in this browser may see less.
            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/api") ? StatusCodes.Status308PermanentRedirect : StatusCodes.Status302Found;
        }
    }
}
