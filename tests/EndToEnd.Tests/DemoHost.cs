namespace CompetencyModular.EndToEnd.Tests;

/// <summary>The deployable with the demo organisation.</summary>
public sealed class DemoHost : IAsyncLifetime
{
    private readonly Deployable deployable = new();

    public string Address => deployable.Address;

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsMissing) await deployable.ServeAsync("--demo");
    }

    public ValueTask DisposeAsync() => deployable.DisposeAsync();
}

[CollectionDefinition(nameof(DemoHost))]
public sealed class DemoCollection : ICollectionFixture<DemoHost>;
