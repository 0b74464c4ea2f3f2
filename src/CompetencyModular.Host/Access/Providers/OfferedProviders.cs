using CompetencyModular.Host.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Host.Access.Providers;

/// <summary>The providers that the page for signing in offers.</summary>
internal sealed class OfferedProviders(PlatformDb db)
{
    public async Task<IReadOnlyList<(Guid Id, string Name)>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await db.Set<SignInProvider>().AsNoTracking().Where(p => p.IsOn).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(cancellationToken)).Select(p => (p.Id, p.Name))];
}
