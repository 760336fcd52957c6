using CsCheck;

namespace Connect.Broker.Tests.Transactions;

/// <summary>
/// Random work of several clients on few transactional ids, with crashes, time-outs, lost answers, and logs that do not take writes,
/// against a model that knows only who owns an id, what is open, and what was decided.
/// </summary>
public sealed class CoordinatorModelTests
{
    private static readonly Gen<(Step Step, int Client, int Argument)[]> Work = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Step.Initialize)),
            (2, Gen.Const(Step.InitializeAgain)),
            (20, Gen.Const(Step.Add)),
            (12, Gen.Const(Step.Commit)),
            (8, Gen.Const(Step.Abort)),
            (4, Gen.Const(Step.RepeatEnd)),
            (4, Gen.Const(Step.TimePasses)),
            (2, Gen.Const(Step.Restart)),
            (3, Gen.Const(Step.MarkersFail)),
            (4, Gen.Const(Step.MarkersWork)),
            (2, Gen.Const(Step.StateLogFailsSoon)),
            (3, Gen.Const(Step.StateLogWorks)),
            (2, Gen.Const(Step.Expire))),
        Gen.Int[0, CoordinatorModel.Clients - 1],
        Gen.Int[0, 999]).Array[1, 80];

    [Fact]
    public void Whatever_happens_each_transaction_ends_one_way_in_all_its_partitions() =>
        Work.Sample(Run, iter: 3_000, print: work => string.Join("; ", work));

    private static void Run((Step Step, int Client, int Argument)[] work)
    {
        using var model = new CoordinatorModel();
        foreach (var (step, client, argument) in work) model.Do(step, client, argument);
        model.Settle();
    }
}

public enum Step
{
    Initialize,
    InitializeAgain,
    Add,
    Commit,
    Abort,
    RepeatEnd,
    TimePasses,
    Restart,
    MarkersFail,
    MarkersWork,
    StateLogFailsSoon,
    StateLogWorks,
    Expire,
}
