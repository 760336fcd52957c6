using Connect.Connectors.Mirror.Topics;

namespace Connect.Connectors.Mirror.Tests;

public sealed class OffsetSyncScheduleTests
{
    [Fact]
    public void A_pair_is_due_at_first_after_a_gap_when_the_last_is_far_and_when_the_copy_starts_anew()
    {
        var schedule = new OffsetSyncSchedule(maxLag: 3);
        Assert.True(schedule.IsDue(0, 100));
        Assert.False(schedule.IsDue(1, 101));
        Assert.False(schedule.IsDue(2, 102));
        Assert.False(schedule.IsDue(3, 103));
        Assert.True(schedule.IsDue(4, 104));
        Assert.True(schedule.IsDue(6, 105));
        Assert.False(schedule.IsDue(7, 106));
        Assert.True(schedule.IsDue(8, 0));
    }

    [Fact]
    public void With_no_lag_every_pair_is_due()
    {
        var schedule = new OffsetSyncSchedule(maxLag: 0);
        Assert.All(Enumerable.Range(0, 10), i => Assert.True(schedule.IsDue(i, i)));
    }
}
