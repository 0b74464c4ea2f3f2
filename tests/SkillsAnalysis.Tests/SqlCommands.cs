using System.Diagnostics;

namespace CompetencyModular.SkillsAnalysis.Tests;

/// <summary>Counts the SQL commands that a test's own flow of control sends, whatever runs beside it.</summary>
internal sealed class SqlCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<Counter?> Current = new();

    static SqlCommands() => DiagnosticListener.AllListeners.Subscribe(new SqlCommands());

    public static async Task<int> OfAsync(Func<Task> act)
    {
        var counter = new Counter();
        Current.Value = counter;
        await act();
        Current.Value = null;
        return counter.Count;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted" && Current.Value is { } counter) Interlocked.Increment(ref counter.Count);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private sealed class Counter
    {
        public int Count;
    }
}
