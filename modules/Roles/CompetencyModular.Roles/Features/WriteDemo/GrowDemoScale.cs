using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Demo;

namespace CompetencyModular.Roles.Features.WriteDemo;

/// <summary>
/// Inserts a level into a scale of the demo organisation after everything else was written, as it happens in life: what was noted under the
/// first version is carried to the second.
/// </summary>
internal sealed class GrowDemoScale(RolesDb db, TimeProvider time) : IDemoContent
{
    public int Order => 10_000;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var scale = await db.Scales.FindAsync([DemoIds.Of("scale", "certification")], cancellationToken);
        scale!.Insert(1, new Level(DemoIds.Of("level", "certification/instructed"), "Instructed", "Was instructed at work. The certificate is still to come."), time.GetUtcNow());
    }
}
