using CompetencyModular.Probe;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Host.Tests;

public sealed class ProbeHosts() : TestHosts(typeof(ProbeModule).Assembly);
