using System.Collections.Concurrent;

namespace CompetencyModular.Probe;

/// <summary>What shall go wrong, as a test wants it.</summary>
internal sealed class Faults
{
    private readonly ConcurrentDictionary<string, int> remaining = new();
    private readonly ConcurrentDictionary<string, Func<Exception>> exceptions = new();

    /// <summary>Makes the named thing throw so many times.</summary>
    public void Expect(string name, int times, Func<Exception>? exception = null)
    {
        remaining[name] = times;
        if (exception is not null) exceptions[name] = exception;
    }

    /// <summary>How often the named thing was tried.</summary>
    public ConcurrentDictionary<string, int> Tries { get; } = new();

    /// <summary>Notes a try, and throws while the test wants it.</summary>
    public void Try(string name, Func<Exception>? exception = null)
    {
        Tries.AddOrUpdate(name, 1, (_, tries) => tries + 1);
        if (remaining.GetValueOrDefault(name) <= 0) return;
        remaining[name]--;
        throw (exception ?? exceptions.GetValueOrDefault(name))?.Invoke() ?? new InvalidOperationException($"{name} was told to throw");
    }
}
