namespace Connect.Connectors.File.Tests;

public sealed class AppendFileTests
{
    [Fact]
    public async Task Several_writers_do_not_overwrite_each_other()
    {
        var path = Path.GetTempFileName();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
            {
                using var file = AppendFile.Open(path);
                for (var i = 0; i < 2000; i++) file.Write(System.Text.Encoding.UTF8.GetBytes($"{writer} {i}\n"));
            })));
            Assert.Equal(
                Enumerable.Range(0, 4).SelectMany(w => Enumerable.Range(0, 2000).Select(i => $"{w} {i}")).Order(StringComparer.Ordinal),
                System.IO.File.ReadLines(path).Order(StringComparer.Ordinal));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
