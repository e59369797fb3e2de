// The reference: the nearest teams of one place, by one bounded reverse search, as one would write it by hand.
//
// Whole milliseconds. Nodes along a Hilbert curve; each node's record (arcs, scratch, teams) lies in one cache line;
// arcs against the traffic in one array. The scratch is never cleared: a record counts when it bears the search's
// stamp. The search stops when `wanted` teams are sure. Closing a stretch patches its arcs in place.
//
// Buckets were kept because they are faster than a heap: 67,000 / 1,000,000 nodes, 200 teams, median 93 / 480 µs
// with buckets, 277 / 1,020 µs with a 4-ary heap of 64-bit keys, 280 / 980 µs with a binary one.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace {

using u32 = std::uint32_t;
using i32 = std::int32_t;

constexpr u32 NONE = ~u32{0};
constexpr u32 CLOSED = 1u << 30;  // ms; with any time of a search added it is beyond every horizon

struct Node { u32 first_arc, stamp, ms, first_exit; };
struct Arc { u32 from, ms; };
struct Exit { u32 team, ms, next; };          // a team that can be at a node after ms
struct Parked { u32 walk, next; double share; };  // a team along a piece of road, between its ends
struct Seen { u32 stamp, ms; };
struct Waiting { u32 node, ms, next; };

u32 along_hilbert(u32 x, u32 y) {
    u32 d = 0;
    for (u32 s = 1u << 15; s; s >>= 1) {
        const u32 rx = (x & s) != 0, ry = (y & s) != 0;
        d += s * s * ((3 * rx) ^ ry);
        if (!ry) {
            if (rx) { x = 0xFFFF - x; y = 0xFFFF - y; }
            std::swap(x, y);
        }
    }
    return d;
}

// Waiting nodes in buckets of 2^SHIFT ms. Within a bucket nodes come in any order: one that gets better comes again.
class Buckets {
  public:
    static constexpr u32 SHIFT = 10;

    void open(u32 horizon) {
        const u32 needed = (horizon >> SHIFT) + 1;
        if (heads_.size() < needed) heads_.assign(needed, NONE), filled_.assign((needed + 63) / 64 + 1, 0);
        used_ = 0;
        make_room(2);
    }
    // To be called before so many are pushed.
    void make_room(u32 more) {
        if (used_ + more > pool_.size()) pool_.resize(2 * (used_ + more));
    }
    void push(u32 node, u32 ms) {
        const u32 b = ms >> SHIFT;
        filled_[b >> 6] |= std::uint64_t{1} << (b & 63);
        pool_[used_] = {node, ms, heads_[b]};
        heads_[b] = used_++;
    }
    // The next filled bucket from `b` on; NONE when all are empty.
    u32 next(u32 b) const {
        u32 word = b >> 6;
        std::uint64_t bits = filled_[word] & (~std::uint64_t{0} << (b & 63));
        while (!bits) {
            if (++word == filled_.size()) return NONE;
            bits = filled_[word];
        }
        return (word << 6) + std::countr_zero(bits);
    }
    u32 take(u32 b) {
        const u32 first = heads_[b];
        heads_[b] = NONE;
        filled_[b >> 6] &= ~(std::uint64_t{1} << (b & 63));
        return first;
    }
    const Waiting& at(u32 i) const { return pool_[i]; }
    void clear(u32 b) {
        while ((b = next(b)) != NONE) take(b);
    }

  private:
    std::vector<u32> heads_;
    std::vector<std::uint64_t> filled_;
    std::vector<Waiting> pool_;
    u32 used_ = 0;
};

// The best teams so far, the nearest first.
struct Best {
    u32 wanted, count, bound;  // bound: a team must be there before this many ms to count
    i32* team;
    i32* ms;
    Seen* seen;
    u32 stamp;

    void offer(u32 t, u32 at) {
        if (at >= bound) return;
        u32 i = wanted - 1;
        if (seen[t].stamp == stamp) {
            if (at >= seen[t].ms) return;
            for (i = 0; team[i] != static_cast<i32>(t);) ++i;
        } else if (count < wanted) {
            i = count++;
        } else {
            seen[team[i]].stamp = 0;  // pushed out
        }
        seen[t] = {stamp, at};
        for (; i > 0 && ms[i - 1] > static_cast<i32>(at); --i) team[i] = team[i - 1], ms[i] = ms[i - 1];
        team[i] = static_cast<i32>(t), ms[i] = static_cast<i32>(at);
        if (count == wanted) bound = static_cast<u32>(ms[wanted - 1]);
    }
};

struct Network {
    std::vector<Node> nodes;  // one more than there are: the end of the last one's arcs
    std::vector<Arc> arcs;
    std::vector<u32> number;                  // of each node as the caller counts
    std::vector<u32> stretch_first, in_stretch, usual;  // arcs of each stretch, and their usual ms
    std::vector<u32> standing;                // the first team along each piece of road
    std::vector<Exit> exits;
    std::vector<Parked> parked;
    std::vector<Seen> seen;
    std::vector<u32> with_exits, with_standing;
    Buckets buckets;
    u32 stamp = 0;

    void turn_over() {
        if (++stamp) return;
        for (Node& n : nodes) n.stamp = 0;
        for (Seen& s : seen) s.stamp = 0;
        stamp = 1;
    }

    u32 search(Best& best) {
        for (u32 b = 0; (b = buckets.next(b)) != NONE;) {
            if ((b << Buckets::SHIFT) >= best.bound) {
                buckets.clear(b);
                break;
            }
            for (u32 i = buckets.take(b); i != NONE;) {
                const Waiting w = buckets.at(i);
                i = w.next;
                if (nodes[w.node].ms == w.ms) settle(w, best);
            }
        }
        return best.count;
    }

    void settle(const Waiting& w, Best& best) {
        for (u32 e = nodes[w.node].first_exit; e != NONE; e = exits[e].next)
            best.offer(exits[e].team, w.ms + exits[e].ms);
        u32 a = nodes[w.node].first_arc;
        const u32 end = nodes[w.node + 1].first_arc;
        for (buckets.make_room(end - a); a < end; ++a) reach(arcs[a].from, w.ms + arcs[a].ms, best);
    }

    void reach(u32 node, u32 ms, const Best& best) {
        if (ms >= best.bound) return;
        Node& n = nodes[node];
        if (n.stamp == stamp && n.ms <= ms) return;
        n.stamp = stamp, n.ms = ms;
        __builtin_prefetch(&arcs[n.first_arc]);  // it will be settled soon: a fifth of the time saved
        buckets.push(node, ms);
    }
};

std::vector<u32> order_of(u32 n, const double* lat, const double* lon) {
    const auto [south, north] = std::minmax_element(lat, lat + n);
    const auto [west, east] = std::minmax_element(lon, lon + n);
    const double up = 65535 / std::max(*north - *south, 1e-9), right = 65535 / std::max(*east - *west, 1e-9);
    std::vector<u32> place(n), order(n);
    for (u32 i = 0; i < n; ++i) place[i] = along_hilbert((lon[i] - *west) * right, (lat[i] - *south) * up);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](u32 a, u32 b) { return place[a] < place[b]; });
    return order;
}

}  // namespace

extern "C" {

// Arcs name nodes and stretches by index.
Network* network_new(u32 n, u32 m, u32 stretches, const double* lat, const double* lon, const i32* tail,
                     const i32* head, const i32* stretch, const i32* ms) {
    auto* net = new Network;
    const auto order = order_of(n, lat, lon);
    net->number.resize(n);
    for (u32 i = 0; i < n; ++i) net->number[order[i]] = i;
    net->nodes.assign(n + 1, {0, 0, 0, NONE});
    for (u32 a = 0; a < m; ++a) ++net->nodes[net->number[head[a]] + 1].first_arc;
    for (u32 i = 0; i < n; ++i) net->nodes[i + 1].first_arc += net->nodes[i].first_arc;
    std::vector<u32> next(n), at(m);
    for (u32 i = 0; i < n; ++i) next[i] = net->nodes[i].first_arc;
    net->arcs.resize(m), net->stretch_first.assign(stretches + 1, 0), net->standing.assign(m, NONE);
    for (u32 a = 0; a < m; ++a) {
        at[a] = next[net->number[head[a]]]++;
        net->arcs[at[a]] = {net->number[tail[a]], static_cast<u32>(ms[a])};
        ++net->stretch_first[stretch[a] + 1];
    }
    std::partial_sum(net->stretch_first.begin(), net->stretch_first.end(), net->stretch_first.begin());
    auto fill = net->stretch_first;
    net->in_stretch.resize(m), net->usual.resize(m);
    for (u32 a = 0; a < m; ++a) net->usual[fill[stretch[a]]] = ms[a], net->in_stretch[fill[stretch[a]]++] = at[a];
    return net;
}

void network_delete(Network* net) { delete net; }

// Two exits for each team (node, ms; node -1: none), and where it stands: its piece of road (-1: at a crossing), the
// share of it done, the walk to it.
void network_place(Network* net, u32 teams, const i32* node, const i32* ms, const i32* piece, const double* share,
                   const i32* walk) {
    for (u32 i : net->with_exits) net->nodes[i].first_exit = NONE;
    for (u32 i : net->with_standing) net->standing[i] = NONE;
    net->exits.clear(), net->with_exits.clear(), net->with_standing.clear();
    net->parked.resize(teams), net->seen.assign(teams, {0, 0});
    for (u32 t = 0; t < teams; ++t) {
        for (u32 e = 2 * t; e < 2 * t + 2; ++e) {
            if (node[e] < 0) continue;
            const u32 at = net->number[node[e]];
            net->exits.push_back({t, static_cast<u32>(ms[e]), net->nodes[at].first_exit});
            net->nodes[at].first_exit = static_cast<u32>(net->exits.size() - 1), net->with_exits.push_back(at);
        }
        if (piece[t] < 0) continue;
        net->parked[t] = {static_cast<u32>(walk[t]), net->standing[piece[t]], share[t]};
        net->standing[piece[t]] = t, net->with_standing.push_back(piece[t]);
    }
}

// The `wanted` nearest teams within `horizon` ms: how many there are; nearest first. The place is entered from two
// nodes (-1: none) and lies on a piece (-1: at a crossing) that takes `there` and `back` ms (-1: one-way).
u32 network_nearest(Network* net, i32 node0, u32 ms0, i32 node1, u32 ms1, i32 piece, double share, i32 there, i32 back,
                    u32 walk, u32 wanted, u32 horizon, i32* team, i32* ms) {
    net->turn_over();
    Best best{wanted, 0, horizon + 1, team, ms, net->seen.data(), net->stamp};
    net->buckets.open(horizon);
    for (u32 t = piece < 0 ? NONE : net->standing[piece]; t != NONE; t = net->parked[t].next) {
        const double gap = share - net->parked[t].share;
        const i32 whole = gap >= 0 ? there : back;
        if (whole >= 0)
            best.offer(t, net->parked[t].walk + static_cast<u32>(std::ceil(std::abs(gap) * whole - 1e-6)) + walk);
    }
    if (node0 >= 0) net->reach(net->number[node0], ms0, best);
    if (node1 >= 0) net->reach(net->number[node1], ms1, best);
    return net->search(best);
}

void network_close(Network* net, u32 stretch) {
    for (u32 i = net->stretch_first[stretch]; i < net->stretch_first[stretch + 1]; ++i)
        net->arcs[net->in_stretch[i]].ms = CLOSED;
}

void network_open(Network* net, u32 stretch) {
    for (u32 i = net->stretch_first[stretch]; i < net->stretch_first[stretch + 1]; ++i)
        net->arcs[net->in_stretch[i]].ms = net->usual[i];
}

}  // extern "C"
