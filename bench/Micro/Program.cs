using BenchmarkDotNet.Running;
using Connect.Bench.Micro;

// "loop" prints records per CPU-second beside bench/java/Loop.java; anything else goes to BenchmarkDotNet.
if (args is ["loop"]) CpuLoop.Run();
else if (args is ["loop", "each"]) CpuLoop.RunEach();
else BenchmarkSwitcher.FromAssembly(typeof(CpuLoop).Assembly).Run(args);
