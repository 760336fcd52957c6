using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Connect.Broker.Server;

/// <summary>
/// The sockets' buffers: blocks of 64 KB, so that a megabyte of records is 16 receive calls and not 256. Blocks that are not in use are kept
/// up to a bound, the rest is left to the garbage collector.
/// </summary>
internal sealed class TransportMemory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();

    private sealed class BlockPool : MemoryPool<byte>
    {
        private const int BlockBytes = 64 * 1024;
        private const int MaxKept = 128;

        private readonly ConcurrentQueue<Block> _kept = new();
        private int _keptCount;

        public override int MaxBufferSize => BlockBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
            if (!_kept.TryDequeue(out var block)) return new Block(this, GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true));
            Interlocked.Decrement(ref _keptCount);
            return block;
        }

        protected override void Dispose(bool disposing) => _kept.Clear();

        private void Return(Block block)
        {
            if (Interlocked.Increment(ref _keptCount) <= MaxKept) _kept.Enqueue(block);
            else Interlocked.Decrement(ref _keptCount);
        }

        private sealed class Block(BlockPool pool, byte[] bytes) : IMemoryOwner<byte>
        {
            public Memory<byte> Memory => bytes;

            public void Dispose() => pool.Return(this);
        }
    }
}
