"""One good call of each public function, made from toys; and which functions are tried by others.

A line is `module.function: argument=value, ...`, in the names of the toys below. `INNER` names what only the package calls, with
what a public function has looked at; `TAKES` the arguments for which a value that looks like nonsense is none.
"""
import fnmatch
import functools
import re
import types
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from torch import nn

TOYS: dict[str, Callable] = {}
PLACE: dict[str, Path] = {}


def toy(make: Callable) -> Callable:
    "A value by the name of its function, made once"
    TOYS[make.__name__] = functools.cache(make)
    return TOYS[make.__name__]


def folder(path: Path) -> None:
    "Where files are written"
    PLACE["here"] = path


class Names(dict):
    "Toys by name, made when they are asked for"
    def __missing__(self, name: str) -> object:
        if name == "here": return PLACE["here"]
        if name in TOYS: return TOYS[name]()
        raise KeyError(name)


def arguments(text: str) -> dict:
    "The arguments that a line of `GOOD` stands for"
    return eval(f"dict({text})", {"np": np, "torch": torch, "nn": nn, "pd": pd, "Path": Path, "types": types, "graph_class": graph_class}, Names())  # noqa: S307 (lines of this file)


def graph_class() -> type:
    from graphnn.graph import LayeredGraph
    return LayeredGraph

def spoiled_graph(v: float):
    return graph_class()([("a", 2), ("b", 2)], [("a", "b", np.array([[1., v], [1., 1.]]))])

def nan_networkx():
    import networkx as nx
    G = nx.cycle_graph(8)
    nx.set_edge_attributes(G, float("nan"), "weight")
    return G


@toy
def threads():
    from concurrent.futures import ThreadPoolExecutor
    return ThreadPoolExecutor(1)

@toy
def doubled():
    def twice(x): return 2 * x
    return twice

def swept():  # anew for each folder
    from graphnn.sweep import sweep
    sweep(doubled(), {"x": [1, 2]}, PLACE["here"] / "swept.sqlite", threads())
    return PLACE["here"] / "swept.sqlite"
TOYS["swept"] = swept


@toy
def mlp():
    from graphnn import toys
    return toys.toy_mlp()
@toy
def net():
    from graphnn import toys
    return toys.toy_cnn()
@toy
def copier():
    from graphnn import zoo
    return zoo.copy_transformer()

@toy
def asked():
    from graphnn.networks import options
    return options()

@toy
def sequences(): return torch.tensor([[1, 2, 3, 4, 1], [5, 6, 5, 6, 5]])

@toy
def skips():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Flatten(), nn.Linear(16, 6), nn.ReLU(), nn.Linear(6, 6), nn.ReLU(), nn.Linear(6, 6), nn.ReLU(), nn.Linear(6, 3)).requires_grad_(False)
    for k in (3, 5): net[k].weight.copy_(torch.eye(6)), net[k].bias.zero_()
    net[1].bias.add_(5), net[3].bias.sub_(4)  # so that the second layer sorts what the first brings, and the third does nothing
    return net.requires_grad_()
@toy
def wide():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(12, 12), nn.ReLU(), nn.Linear(12, 12), nn.ReLU(), nn.Linear(12, 3))
@toy
def dense_mlp():
    from graphnn import zoo
    return zoo.dense_mlp(width=4, depth=5, tc=3, in_features=6, generator=torch.Generator().manual_seed(0))
@toy
def x(): return torch.rand(8, 3, generator=torch.Generator().manual_seed(0))
@toy
def x12(): return torch.rand(8, 12, generator=torch.Generator().manual_seed(0))
@toy
def images():
    noise = torch.rand(8, 1, 4, 4, generator=torch.Generator().manual_seed(0))
    return noise / 4 + torch.eye(3)[labels()].repeat_interleave(6, 1)[:, :16].view(8, 1, 4, 4) / 2
@toy
def labels(): return torch.tensor([0, 1, 2, 0, 1, 2, 0, 1])
@toy
def two(): return torch.tensor([0, 1, 1, 0, 1, 0, 0, 1])
@toy
def data(): return images(), labels()
@toy
def G():
    from graphnn.neurons import neuron_graph
    return neuron_graph(mlp(), x())
@toy
def F():
    from graphnn.neurons import neuron_graph
    return neuron_graph(mlp(), x(), at="flow")
@toy
def along():
    from graphnn.routes import score_signal
    return score_signal(F(), 0)
@toy
def found_routes():
    from graphnn.routes import routes
    return routes(F(), target=0, by="channels")
@toy
def found_passing():
    from graphnn.routes import passing
    return passing(F(), along())
@toy
def reads():
    from graphnn.zoo import copy_transformer
    return copy_transformer()
@toy
def A():
    W = np.zeros((6, 6))
    for i, j in ((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)): W[i, j] = W[j, i] = 1
    return W
@toy
def bits():
    from graphnn.bit_graphs import pack_rows
    return pack_rows(A() > 0)
@toy
def M():
    from graphnn.doors import MatrixGraph
    return MatrixGraph(A())
@toy
def W(): return G().operator()
@toy
def B():
    from graphnn.operators import BlockOperator
    return BlockOperator(G())
@toy
def ring():
    import networkx as nx
    return nx.cycle_graph(4)
@toy
def features(): return {"a": x12(), "b": x12() @ x12().T}
@toy
def curve():
    from graphnn.modularity import modularity_curve
    return modularity_curve(skips(), (images(), labels()), k=2, batches=2, batch_size=4)
@toy
def masks():
    from graphnn.pruning import magnitude
    return magnitude(mlp(), .5)
@toy
def recording():
    from graphnn.recording import Recording
    return Recording(mlp(), x())
@toy
def probe():
    from graphnn.proxies import Probe
    return Probe(recording(), x())
@toy
def result():
    from graphnn.ldi import ldi
    return ldi(mlp(), x())
@toy
def J():
    from graphnn.jacobians import layer_jacobians
    return next(iter(layer_jacobians(mlp(), x()).values()))
@toy
def runs():
    rng, rows = np.random.default_rng(0), []
    for task in ("a", "b"):
        for g in range(6):
            for seed in range(3):
                for epoch in (1, 2): rows.append((task, g, .2 + .1 * g, 1.5 + .2 * (g * 5 % 6), epoch, seed, 30 + (g - 3)**2 + rng.random() + (2 - epoch), g < 5))
    return pd.DataFrame(rows, columns=["task", "graph", "clustering", "path_length", "epoch", "seed", "error", "first"])
@toy
def last(): return runs()[(runs()["epoch"] == 2) & (runs()["task"] == "a")].reset_index(drop=True)
@toy
def both(): return runs()[runs()["epoch"] == 2].reset_index(drop=True)
@toy
def edges(): return ([.15, .45, .75], [1.4, 2., 2.6])
@toy
def spot():
    from graphnn.sweet_spot import sweet_spot
    return sweet_spot(last())
@toy
def fit_of():
    from graphnn.slices import slice_fit
    return slice_fit(last(), along="clustering", within={"path_length": (1., 3.)})
@toy
def sparse_nets():
    rng = np.random.default_rng(0)
    table = pd.DataFrame([(m, d, s, p, k) for m in "ab" for d in "cd" for s in (.9, .95) for p in ("u", "v") for k in range(3)],
                         columns=["model", "dataset", "sparsity", "pruning", "seed"])
    return table.assign(f=rng.random(len(table)), g=rng.random(len(table)), accuracy=.5 + .4 * rng.random(len(table)))
@toy
def candidates(): return sparse_nets().query("model == 'a' and dataset == 'c' and sparsity == .9")
@toy
def predictions():
    from graphnn.prediction import held_out
    return held_out(sparse_nets(), ["f", "g"], "accuracy", 4)
@toy
def grid():
    from graphnn.graph_space import sweep_ws_flex
    return sweep_ws_flex(8, [3, 4], [0., .5], [0, 1])
@toy
def subject():
    from graphnn.report import Subject, count
    return Subject(net(), None, images(), labels(), counts=count(net(), images()))
@toy
def axes():
    import matplotlib.pyplot as plt
    return plt.subplots()[1]
@toy
def bipartite():
    return (np.random.default_rng(0).random((6, 6)) < .7).astype(float)
@toy
def topometric_values():
    from graphnn.topometrics import topometrics
    return topometrics(G())
@toy
def imageset():
    from graphnn.data import digits
    return digits("test")
@toy
def binned():
    from graphnn.pictures import adjacency_image
    return adjacency_image(G())
@toy
def taps():
    from graphnn.blocks import window_taps
    return window_taps(4, 3)
@toy
def window():
    from graphnn.blocks import Window
    return Window(torch.ones(1, 2, 9), [taps(), taps()], (1, 4, 4))
@toy
def diagonal():
    from graphnn.blocks import Diagonal
    return Diagonal(np.ones(3))
@toy
def low_rank():
    from graphnn.blocks import LowRank
    return LowRank(torch.ones(2, 3, 1), torch.ones(2, 3, 1))
def weights_file():  # anew for each folder
    from graphnn.networks import save
    save(mlp(), PLACE["here"] / "mlp.safetensors")
    return PLACE["here"] / "mlp.safetensors"
TOYS["weights_file"] = weights_file
@toy
def idx_bytes(): return bytes([0, 0, 8, 1, 0, 0, 0, 2, 7, 9])
@toy
def picture():
    import io
    from PIL import Image
    file = io.BytesIO()
    Image.fromarray(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).save(file, "PNG")
    return file.getvalue()
def picture_file():
    (PLACE["here"] / "a.png").write_bytes(picture())
    return PLACE["here"] / "a.png"
TOYS["picture_file"] = picture_file
def image_folder():
    folder = PLACE["here"] / "images" / "a"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.png").write_bytes(picture())
    return folder.parent
TOYS["image_folder"] = image_folder
@toy
def known_builder():
    from graphnn.builders import builder
    return builder("cnn5")
@toy
def known_net():
    from graphnn.networks import build
    return build("digits_cnn")
@toy
def history(): return [{"epoch": k, "loss": 1 / (k + 1), "test_accuracy": .1 * k} for k in range(4)]
@toy
def experiment():
    from graphnn.experiments import find_experiment
    return find_experiment("sparse")
@toy
def swept_runs(): return runs()[["task", "seed", "error"]]
@toy
def layers_found(): return pd.DataFrame({"layer": ["3"], "kind": ["Linear"], "gain": [0.], "std": [0.]})
def pictures():
    "A folder of class folders; made anew where files are written"
    import PIL.Image
    for part in ("train", "val"):
        for kind in ("a", "b"):
            (PLACE["here"] / "pictures" / part / kind).mkdir(parents=True, exist_ok=True)
            PIL.Image.new("RGB", (9, 9)).save(PLACE["here"] / "pictures" / part / kind / "0.png")
    return PLACE["here"] / "pictures"
TOYS["pictures"] = pictures
@toy
def adam_state(): return {"epoch": 1, "model": {"w": torch.ones(2)}}


_GOOD = """
attacks.fgsm: model=net, x=images, y=labels
attacks.pgd: model=net, x=images, y=labels, steps=2
attacks.fooled: model=net, x=images, attacked=images, y=labels
attacks.art_attack: name="FastGradientMethod", model=net, x=images, y=labels
centrality.eigenvector_centrality: G=G, weight="abs", max_iter=2000
centrality.katz_centrality: G=G
centrality.negative_weight: G=G
centrality.pagerank: G=G
centrality.DirectedLaplacian: G=G
centrality.directed_laplacian: G=G
centrality.degree_table: G=G, degrees={"edges": np.ones(9)}
centrality.central_units: G=G, values=np.ones(9)
centrality.unit_pagerank: G=G
checks.told: v=3
rules.rule: names="relu"
derivatives.jvp: f=torch.sin, x=x.double(), direction=x.double()
derivatives.derivative: f=torch.sin, x=x.double(), generator=torch.Generator()
rules.read: recording=recorded
blocks.window_taps: size=5, kernel=3
blocks.transposed_taps: size=5, kernel=3
blocks.adaptive_taps: size=5, out=3
blocks.Window: weight=torch.ones(1, 2, 9), taps=[taps, taps], size=(1, 4, 4)
blocks.Window.scaled: self=window, factor=np.ones(8)
blocks.Window.weight_gradient: self=window, left=np.ones(16), right=np.ones(8)
blocks.convolution: weight=torch.ones(2, 1, 3, 3), size=(1, 4, 4)
blocks.batched: weight=torch.ones(2, 3, 4)
blocks.dense: weight=torch.ones(3, 4)
blocks.pooling: taps=[taps], size=(2, 4)
blocks.windows_read: taps=[taps, taps]
blocks.Diagonal: weight=np.ones(3)
blocks.Diagonal.scaled: self=diagonal, factor=np.ones(3)
blocks.LowRank: left=torch.ones(2, 3, 1), right=torch.ones(2, 3, 1)
blocks.LowRank.scaled: self=low_rank, factor=np.ones(6)
blocks.Gather: selection=np.eye(3), operator=diagonal
blocks.read_layers: operator=diagonal, ids=np.array([[0], [1], [-1]]), scale=np.ones((3, 1)), starts=np.array([0, 2])
blocks.small_cnn:
bit_graphs.python_words: seed=3, size=5
bit_graphs.python_draws: seed=3, n=4, size=5
bit_graphs.pack_rows: A=A > 0
bit_graphs.check_rows: rows=bits
bit_graphs.unpack_rows: rows=bits
bit_graphs.boolean_adjacency: G=A
bit_graphs.ring_edges: n=8, k=4., p=.5
bit_graphs.ws_flex_rows: n=8, edges=16, p=.5, seed=0, tries=9
bit_graphs.mean_clustering: rows=bits, columns=bits
bit_graphs.distance_sum: rows=bits, columns=bits
bit_graphs.ws_flex_measures: n=8, edges=16, ps=np.array([0., .5]), seed=0, tries=9
checks.check_number: v=3, name="k"
checks.check_choice: v="a", name="k", choices=["a", "b"]
checks.check_kind: v="a", name="k", kinds=str
checks.check_flag: v=True, name="k"
checks.check_callable: v=print, name="k"
checks.check_names: v=["a"], name="k"
checks.check_model: model=mlp
checks.check_built: model=mlp
checks.check_values: v=A
checks.check_batches: batches=[data]
checks.check_axes: ax=axes
checks.check_tensor: x=x
checks.check_array: v=A
checks.check_labels: labels=labels
checks.check_ids: v=[0, 2], name="path", n=3
checks.check_dtype: v=np.float32
checks.check_device: v="cpu"
checks.check_input: x=x
checks.check_data: data=data
checks.check_table: table=last
checks.check_path: path="a"
coarsen.node_groups: G=G, by="channels"
coarsen.coarsen: G=G, by="layers"
coarsen.layer_groups: G=G, by="layers"
coarsen.receptive_field: G=G, name="fc2"
cost.multiply_adds: model=net, x=images
cost.flops: model=net, x=images
cost.summary: model=net, x=images
data.ImageSet: images=torch.zeros(2, 1, 4, 4, dtype=torch.uint8), labels=torch.tensor([0, 1]), classes=["a", "b"]
data.ImageSet.normalize: self=imageset, mean=(0.,), std=(1.,)
data.digits: split="test"
patterns.segment_labels: n=8, segments=4
patterns.linear_segments: n=8, segments=4, bins=4
patterns.four_classes: n=8
look.hex_colors: cmap="Blues", n=4
look.name_ticks: ax=axes, names=["a", "b"]
patterns.circle_segments: n=8, segments=4, bins=4
patterns.repeated_sequences: n=2
weights.from_keras: weights={"conv2d/kernel": torch.zeros(3, 3, 1, 2)}
weights.pretrained: name="digits_cnn"
data.channel_values: v=(.5, .5), name="std"
data.read_idx: data=idx_bytes
data.read_cifar: data=bytes(3073)
data.read_cifar100: data=bytes(3074)
data.read_mosaic: file=picture_file, tile=4
data.image_folder: path=image_folder
weights.load_weights: path=weights_file
dense_nets.check_cell: width=4, depth=5, tc=2
dense_nets.random_links: width=4, depth=5, tc=2
dense_nets.paper_links: widths=[4], depth=5, tc=[2]
dense_nets.DenseMLP: width=4, links=[torch.tensor([0])] * 3, in_features=6
dense_nets.DenseMLP.step: self=dense_mlp, i=0, x=torch.rand(2, 6)
dense_nets.DenseMLP.layer_inputs: self=dense_mlp, x=torch.rand(2, 6)
dense_nets.SeparableConv: c_in=2, c_out=3, stride=1
docstrings.comments_beside: f=graph_class()
docstrings.full_docstring: f=graph_class()
docstrings.explain: package=types.ModuleType("p")
checks.check_size: v=3, name="n"
checks.check_shape: v=(3, 8)
doors.as_graph: G=A
doors.MatrixGraph: A=A
doors.MatrixGraph.number: self=M, name="nodes"
doors.MatrixGraph.listed: self=M
doors.MatrixGraph.block: self=M
doors.MatrixGraph.counts: self=M
doors.MatrixGraph.pieces: self=M
doors.MatrixGraph.signal: self=M, name="nodes", values=np.ones(6)
doors.MatrixGraph.locate: self=M, i=0
dense_nets.DenseCell: c_in=2, width=3, links=[torch.tensor([0])] * 3, convs=[lambda n, m, s: nn.Conv2d(n, m, 3, s, 1)] * 3
dense_nets.DenseCNN: width=3, links=[[torch.tensor([0])] * 3]
expansion.spectral_gap: G=G
expansion.spectral_radius: G=G
features.default_layers: model=net
features.named_layers: model=net
features.select_layers: model=net
features.to_device_of: model=net, x=images
features.layer_features: model=net, x=images
features.sample_batches: data=data, batches=2, batch_size=4
features.stream_features: model=net, data=[data]
features.similarity_graph: H=x12, k=2
features.inner_products: X=x12, Y=x12
graph.LayeredGraph: layers=[("a", 2), ("b", 2)], blocks=[("a", "b", np.ones((2, 2)))]
graph.LayeredGraph.locate: self=G, i=0
graph.LayeredGraph.node: self=G, name="input", index=(0,)
graph.LayeredGraph.signal: self=G, name="input", values=np.ones(9)
graph.LayeredGraph.read: self=G, values=np.ones(9)
graph.LayeredGraph.block: self=G, source="input", target="fc1"
graph.LayeredGraph.pieces: self=G, source="input", target="fc1"
graph.LayeredGraph.subgraph: self=G, layers=["input", "fc1"]
graph.LayeredGraph.degree: self=G
graph.LayeredGraph.operator: self=G
graph.LayeredGraph.propagate: self=F
graph.LayeredGraph.write_graphml: self=G, path=here / "a.graphml"
graph.LayeredGraph.save: self=G, path=here / "a.npz"
graph.LayeredGraph.edge_subgraph: self=G, keep=np.ones(20, bool)
graph.LayeredGraph.coarsen: self=G, by="layers"
graph.LayeredGraph.receptive_field: self=G, name="fc2"
graph.LayeredGraph.listed: self=G
graph.LayeredGraph.number: self=G, name="fc1"
graph.LayeredGraph.counts: self=G, source="input", target="fc1"
graph.Graph.write_graphml: self=G, path=here / "b.graphml"
graph.Graph.coarsen: self=G, by="layers"
graph.Graph.degree: self=G
graph.Graph.operator: self=G
graph.real_matrix: matrix=A
graph.weigh: weights=np.ones(3)
layer_removal.Skip:
layer_removal.cut_out: model=nn.Sequential(nn.ReLU(), nn.Linear(2, 2)), names=["1"]
layer_removal.remove_layers: model=skips, which="3", x=images
layer_removal.speedup: before=net, after=net, x=images, repeats=2, warmup=1
layer_removal.removable_layers: model=skips, x=images
layer_pruning.layer_scores: model=skips, data=data, batches=1, batch_size=8
layer_pruning.removal_race: model=skips, data=data, judged=data, target=1, scores=["cosine"], draws=1, batches=1, batch_size=8
layer_pruning.removal_table: model=skips, x=images, found=layers_found, most=1
layer_pruning.prune_layers: model=skips, data=data, target=1, batches=1, batch_size=8, tol=1e-9, layers=["1", "3", "5"]
jacobians.LayerJacobian.forward: self=J, v=torch.rand(2, 8, 3)
jacobians.LayerJacobian.transposed: self=J, u=torch.rand(2, 8, 4)
jacobians.layer_jacobians: model=mlp, x=x
singular_values.singular_values: J=J
singular_values.Spectrum: J=J, values=torch.ones(8, 3)
singular_values.spectrum: J=J
singular_values.spectra: jacobians=[J]
singular_values.Spectrum.histogram: self=result.spectra[0]
ldi.LDI: spectra=result.spectra
ldi.ldi: model=mlp, x=x
ldi.expected_singular_value: n_out=4, n_in=4
ldi.singular_value_density: values=np.array([.5, 1.]), n_out=4, n_in=4
ldi.gradient_flow: model=mlp, x=x, draws=2
jacobians.NetworkJacobian: model=mlp, x=x
ldi.jacobian_spectrum: model=mlp, x=x
ldi.chain_product: result=result
ldi.plot_ldi: result=result
linear_flow.LinearFlow: recording=recording
masks.prunable: model=mlp, x=x
masks.kept_count: total=10, sparsity=.5
masks.best: scores={"a": torch.rand(4)}, count=2
masks.Mask: mask=torch.ones(2, dtype=torch.bool)
masks.apply_masks: model=mlp, masks=masks
masks.permanent: model=mlp
masks.unmask: model=mlp
masks.held_masks: model=mlp
masks.masks_of: model=mlp, x=x
masks.sparsity: network=mlp, x=x
masks.effective_masks: model=mlp, x=x, masks=masks
masks.effective_sparsity: model=mlp, x=x, masks=masks
masks.collapsed_layers: model=mlp, x=x, masks=masks
mass.cell: channels=[4, 4, 4], links=3
mass.dense_cell: width=4, depth=5, tc=2
mass.cell_density: width=4, depth=5, tc=2
mass.nn_mass: what=4, depth=5, tc=2
mass.model_cells: model=dense_mlp
mass.is_made_from: module=mlp
mass.graph_cells: G=G
mass_design.width_for_mass: mass=10., depth=5, density=.5
mass_design.tc_for_mass: mass=10., width=4, depth=5
mass_design.design: reference=dense_mlp, widths=[3, 4], depths=[4, 5]
memory.memory_budget:
memory.give_back:
memory.limit_memory: nbytes=10**12
memory.check_room: nbytes=10, what="it", instead="less"
memory.told_bytes: nbytes=10.
threads.thread_count: work=10.
threads.in_threads: kernel=lambda part, parts: part, parts=1
modularity.modularity: G=A, labels=np.array([0, 0, 0, 1, 1, 1])
modularity.modularity_curve: model=net, data=data, k=2, batches=2, batch_size=4
modularity.plot_modularity: curves=curve
modularity.check_curve: curve=curve
modularity.layer_marks: curve=curve
modularity.redundant_layers: curve=curve
between_layers.layer_distance: curve=curve
between_layers.linear_cka: X=x12, Y=x12
between_layers.cka_matrix: model=net, x=images
between_layers.plot_layer_distance: curve=curve
between_layers.feature_layouts: features=features, k=2
between_layers.draw_feature_graph: ax=axes, A=A, pos=np.random.default_rng(0).random((6, 2)), labels=np.array([0, 0, 0, 1, 1, 1])
between_layers.animate_features: features=features, labels=labels, path=here / "a.gif", k=2, between=1, seconds=.1, pixels=40
modularity.modularity_figure: curves=curve
between_layers.layer_distance_figure: curve=curve
between_layers.features_slider: features=features, labels=labels, k=2
modularity.marks_told: curve=curve
motifs.neighbourhood_size: G=G
motifs.motif_count: G=G
motifs.triads: G=G
multipartite.masked_weights: model=mlp
multipartite.Encoder: model=mlp, x=x
multipartite.unrolled: model=mlp, x=x
multipartite.rolled: model=mlp, x=x
multipartite.rolled_channel: model=net, x=images
neurons.neuron_graph: model=mlp, x=x
neurons.residual: G=F
neurons.contributions: G=F
neurons.weight_places: G=G
neurons.layer_table: G=G
neurons.check_options: at=None, pooling="nodes", batch_norm="ignore", skips="identity"
operators.BlockOperator: G=G
operators.MatrixOperator: G=G
operators.graph_operator: G=G
operators.GraphOperator.along: self=W, x=np.ones(9)
operators.GraphOperator.against: self=W, x=np.ones(9)
operators.GraphOperator.both_ways: self=W, x=np.ones(9)
operators.GraphOperator.walk: self=W, x=np.ones(9), factor=np.ones(9)
operators.BlockOperator.to: self=B, device="cpu"
operators.MatrixOperator.to: self=W, device="cpu"
parts.coreness: G=G
parts.connectivity: G=G
parts.certificate: G=G
paths.heaviest_path: G=G, weight="abs"
paths.heaviest_paths: G=G, target="fc2"
paths.path_lengths: G=G, source="input"
paths.compose: G=G, source="input", target="fc2"
paths.unit_ids: tree=np.array([[0, 1], [-1, 2]])
paths.scaled_by_input: G=F
paths.unit_name: G=G, i=0
paths.path_table: G=G, paths=[[0, 3, 7]], labels=["a"]
sides.Sides: G=G
sides.random_layers: seed=0
pictures.path_weights: G=G, path=[0, 3, 7]
pictures.draw: G=G
pictures.adjacency_image: G=G
pictures.layer_axis: G=G
pictures.spy: G=G
pictures.plot_adjacency: G=G
pictures.draw_paths: G=G, paths=[[0, 3, 7]]
pictures.bin_values: binned=binned
prediction.accuracy_drop: table=sparse_nets
prediction.layer_means: table=sparse_nets, metrics=["f", "g"]
prediction.standardized: table=sparse_nets, columns=["f", "g"]
prediction.held_out: table=sparse_nets, metrics=["f", "g"], target="accuracy", groups=4
prediction.fold_scores: predictions=predictions
prediction.importance: table=sparse_nets, metrics=["f", "g"], target="accuracy", groups=4, repeats=1
prediction.rank_biased_overlap: first=np.array([1., 2., 3.]), second=np.array([3., 2., 1.])
prediction.ranking_scores: table=sparse_nets, score="f"
prediction.predict_ranking: candidates=candidates, reference=sparse_nets, metrics=["f", "g"]
untouched.one_at_a_time:
untouched.device_of: model=mlp
untouched.evaluating: model=mlp
untouched.untouched: model=mlp
untouched.plain: model=mlp
untouched.masked_tensors: m=mlp
files.replacing: path=here / "b.txt"
files.check_writable: path=here / "b.txt"
files.reading: path=here / "b.txt", what="a text"
files.check_archive: path=here / "b.txt"
messages.unknown: kind="layer", name="a", known=["b", "c"]
messages.optional: module="math"
messages.moved: module="old"
proxies.Probe: recording=recording, x=x
proxies.layer_weights: recording=recording
proxies.grad_norm: probe=probe, y=two, names=["fc1.weight"]
proxies.zico: probes=[probe, probe], ys=[two, 1 - two], names=["fc1.weight"]
proxies.ntk_condition: probe=probe, names=["fc1.weight"]
proxies.synflow_score: recording=recording, names=["fc1.weight"]
proxies.jacob_cov: probe=probe
proxies.binary_codes: recording=recording, x=x
proxies.naswot: codes=torch.rand(4, 6, generator=torch.Generator().manual_seed(0)) > .5
proxies.proxies: model=mlp, x=x, y=two
pruning.uniform: model=mlp, sparsity=.5
pruning.er: model=mlp, sparsity=.5
pruning.erk: model=mlp, sparsity=.5
pruning.magnitude: model=mlp, sparsity=.5
pruning.shuffled: masks=masks
pruning.snip: model=mlp, sparsity=.5, data=(x, two)
pruning.grasp: model=mlp, sparsity=.5, data=(x, two)
pruning.synflow: model=mlp, sparsity=.5, data=(x, two), rounds=2
pruning.prospr: model=mlp, sparsity=.5, data=(x, two), steps=1
trained_pruning.input_norms: model=mlp, data=(x, two)
trained_pruning.wanda: model=mlp, sparsity=.5, data=(x, two)
trained_pruning.best_of_rows: scores=x12, count=2
trained_pruning.output_axes: recording=recording
trained_pruning.n_of_m: scores={"a": torch.rand(4, 4)}, n=2, m=4
trained_pruning.imp: model=mlp, sparsity=.5, train=lambda m: None, rounds=2
rewiring.drop_and_grow: W=torch.rand(4, 4), mask=torch.ones(4, 4) > 0, fraction=.5, score=torch.rand(4, 4)
rewiring.SET: sparsity=.5
rewiring.RigL: sparsity=.5
rewiring.ITOP: sparsity=.5
rewiring.GradualMagnitude: sparsity=.5
rewiring.LotteryTicket: sparsity=.5
scores.weight_scores: G=G, left=np.ones(9), right=np.ones(9)
scores.path_flow: G=G
scores.masks_from: G=G.edge_subgraph(np.arange(20) % 2 == 0)
ramanujan.biadjacency: G=bipartite
ramanujan.leading_pair: B=np.random.default_rng(0).random((5, 5))
ramanujan.delta_r: G=bipartite
ramanujan.delta_s: G=bipartite
ramanujan.regular_by_degree: G=bipartite
ramanujan.regular_by_nodes: G=bipartite
ramanujan.imdb: G=bipartite
ramanujan.imdb_absolute: G=bipartite
ramanujan.bipartite_gap: G=bipartite
ramanujan.iterative_gap: G=bipartite
ramanujan.randomness_bound: G=bipartite
ramanujan.ramanujan: G=bipartite
persistence.persistence_diagram: G=bipartite
persistence.neural_persistence: G=bipartite
persistence.match_neurons: G=G, H=G
persistence.nnstd: G=G, H=G
trace.topology_trace: model=mlp, inputs=x
trace.plot_traces: runs=pd.DataFrame({"step": [0, 1], "persistence": [.5, .4]}), columns=["persistence"]
trace.run_distances: runs={"one": graph_class()([("a", 2), ("b", 2)], [("a", "b", np.eye(2))])}
trace.draw_wiring: G=G
trace.wiring_film: graphs={0: graph_class()([("a", 2), ("b", 2)], [("a", "b", np.eye(2))])}
trace.plot_distances: distances=pd.DataFrame([[0., .5], [.5, 0.]], ["a", "b"], ["a", "b"])
recording.sample_count: x=x
recording.part: x=x, chosen=slice(2)
recording.call_model: model=mlp, x=x
recording.first_sample: model=mlp, x=x
recording.Recording: model=mlp, x=x
recording.Recording.values: self=recording
recording.Recording.replay: self=recording
recording.Recording.graph: self=recording
relational.ws_flex: n=8, k=4., p=.5
relational.relational_graph: kind="complete", n=8
relational.draw_relational: G=ring
relational.brain_graph: name="cat"
relational.average_clustering: G=ring
relational.average_path_length: G=ring
relational.graph_measures: G=ring
relational.small_world: G=ws8, niter=1, nrand=1
weight_parts.weight_parts: model=copier, x=sequences
weight_parts.part_sparsity: model=copier, x=sequences
weight_parts.head_sparsity: model=copier, x=sequences
tokens.token_samples: h=torch.rand(2, 3, 4), labels=sequences[:, :3]
tokens.token_labels: tokens=sequences
tokens.token_curves: model=copier, x=sequences, labels={"next": sequences}, batches=1, batch_size=2
graph_space.sweep_ws_flex: n=8, degrees=[3, 4], ps=[0., .5], seeds=[0, 1], path=here / "sweep"
graph_space.name_columns: table=grid
graph_space.bin_graphs: graphs=grid, steps=9
graph_space.plot_graph_map: graphs=grid
wiring.exchange_matrix: graph=ring
wiring.channel_groups: channels=12, nodes=4
wiring.Wiring: graph=ring, weight=torch.ones(12, 12)
wiring.Packed: graph=ring, weight=torch.ones(12, 12)
wiring.wire: module=nn.Linear(12, 12), graph=ring
wiring.unwire: module=nn.Linear(12, 12)
wiring.wirings: model=wide
relational_layers.RelationalLinear: in_features=12, out_features=12, graph=ring
relational_layers.RelationalConv2d: in_channels=12, out_channels=12, kernel_size=3, graph=ring
relational_layers.inner_layers: model=wide
relational_layers.relationalize: model=wide, graph=ring
relational_layers.densify: model=wide
constraints.SymmetricLinear: in_features=4, out_features=4
constraints.SymmetricConv2d: in_channels=4, out_channels=4, kernel_size=3
constraints.symmetrize: model=wide
constraints.GroupShuffle: groups=2
constraints.grouped: model=wide, groups=3
matched_widths.kept_parameters: model=wide
relational_nets.relational_mlp: graph=ring, widths=(8,), stem=8, inputs=12
relational_nets.relational_cnn6: graph=ring, widths=(4, 4, 4), stem=4, num_classes=3, small=True
relational_nets.relational_resnet34: graph=ring, widths=(4, 4, 4, 4), num_classes=3
relational_nets.relational_resnet34_sep: graph=ring, widths=(4, 4, 4, 4), num_classes=3
relational_nets.relational_resnet50: graph=ring, widths=(16, 16, 16, 16), num_classes=3
relational_nets.relational_resnet20: graph=ring, widths=(4, 4, 4), stem=4
relational_nets.relational_vgg13: graph=ring, widths=(4, 4, 4, 4), num_classes=3
relational_nets.relational_mobilenet: graph=ring, widths=(4, 4, 4, 4, 4), num_classes=3
relational_nets.relational_efficientnet: graph=ring, widths=(4, 4, 4, 4, 4, 4, 4), num_classes=3
report.count: model=net, x=images
report_section.slug: title="A title"
report_section.told_seconds: seconds=3.
report_section.check_cost: s=subject, title="a", seconds=1., nbytes=1.
report_section.affordable: s=subject, title="a", most=3, seconds=1., nbytes=1.
report.chosen: only=None
report.estimate: s=subject
report_section.facts: values={"a": 1}
report_section.figure: width=2., height=2.
report.report: subject=subject
report_section.section: title="a", about="b"
stable_rank.stable_rank: G=G, source="input", target="fc1"
stable_rank.stable_ranks: G=G
report_section.pass_cost: s=subject
report_section.tail: name="encoder", most=4
report_section.tails: names=["encoder", "decoder"], most=4
report_section.Finding: text="One is more than none.", telling=1.
report_section.Measure: name="gradient", values={"fc": 1.}
report.find_sections:
report.look: subject=subject
report.parameter_table: model=net
architecture.Architecture: model=mlp, recording=recorded
architecture.picture: seen=boxes
architecture.Architecture.text: self=boxes
sweep.plain_value: v=3
sweep.sweep: function=doubled, grid={"x": [1, 2]}, out=here / "sweep.sqlite", executor=threads
sweep.read_sweep: path=swept
sweep.missing_points: grid={"x": [1, 2, 3]}, out=swept
look.theme: dark=True
look.themed: f=print
experiments.find_experiment: name="mass"
experiments.read_values: text="1,2,4", kind=int
experiments.read_axes: experiment=experiment, text="seed=0,1"
experiments.grid_of: experiment=experiment, axes={"sparsity": [.5]}
experiments.mean_runs: table=swept_runs, by=["task"]
experiments.write_table: table=last, path=here / "written.csv"
experiments.table_of_results: path=swept
mass_runs.mass_network: network="mlp", width=4, depth=5, tc=2, shape=(1, 4, 4), classes=3
mass_runs.equal_parameters: network="mlp", parameters=1000, widths=[4, 5], depths=[4, 5], tolerance=.5
mass_runs.equal_mass: network="mlp", width=4, depth=5, tc=2, widths=[4, 5], depths=[4, 5], tolerance=.5
relational_runs.relational_family: network="mlp", shape=(1, 8, 8), classes=3
relational_runs.wiring_of: graph=[8, 4., .5, 0]
relational_runs.binned_wirings: nodes=8, steps=3, draws=1
relational_runs.read_wirings: text="8/4/0.5/0"
sparse_runs.sparse_network: network="resnet20", shape=(1, 8, 8), classes=3
sweet_spot.bin_runs: table=last, edges=edges
sweet_spot.one_sided_t: best=[1., 2.], other=[3., 4.]
sweet_spot.Box.holds: self=spot.box, clustering=.5, path_length=2.
sweet_spot.sweet_spot: table=last
sweet_spot.plot_sweet_spot: spot=spot
sweet_spot.sweet_spots: table=both
sweet_spot.task_summary: table=both
sweet_spot.consensus_box: spots=[spot]
sweet_spot.is_complete: table=last
sweet_spot.check_edges: edges=edges
sweet_spot.check_runs: table=last, columns=["seed"], numbers=["error"]
sweet_spot.graph_columns: graph="graph", clustering="clustering", path_length="path_length"
slices.slice_fit: table=last, along="clustering", within={"path_length": (1., 3.)}
slices.plot_slice: fit=fit_of
correlations.task_correlation: table=both
correlations.plot_task_correlation: table=both
correlations.epoch_correlation: table=runs[runs["task"] == "a"]
correlations.graphs_correlation: table=last, edges=([.15, .25, .35, .45, .55, .65, .75], [1., 3.])
sweet_spot.held_out_best: table=last
topometrics.loose_ends: G=G
topometrics.topometrics: G=G
topometrics.as_published: values=topometric_values, G=G
topometrics.by_group: values=topometric_values
batches.batches: data=data, batch_size=4
batches.check_samples: v=data, name="data"
batches.image_by_image: augment=None
batches.one_input: data=data
batches.crop_flip: x=images
optimizers.lr_factor: schedule="cosine", epochs=3
optimizers.make_optimizer: weights=[torch.ones(2, requires_grad=True)]
optimizers.make_scheduler: optimizer=torch.optim.SGD([torch.ones(2, requires_grad=True)], .1), schedule="cosine", epochs=3, steps=4
evaluation.evaluate: model=net, data=data
training_records.best_epoch: history=history
training_records.run_log: log=here / "run.csv"
checkpoints.code_facts: value=doubled
checkpoints.save_checkpoint: path=here / "c.pt", state=adam_state
checkpoints.load_checkpoint: path=here / "none.pt", settings=adam_state
training.check_device: v="cpu"
training.fit: model=net, train=data, epochs=1, batch_size=4
training.finetune: model=net, train=data, epochs=1, batch_size=4
channel_links.channel_links: weight=torch.ones(8, 8), nodes=4
channel_links.strongest: links=A
channel_links.channel_table: model=wide
train.with_classes: model=known_net, classes=3
view_commands.write_result: table=last, out=here / "table.csv"
view_commands.show_accuracy: model="digits_cnn"
view_commands.show_modularity: model="digits_cnn", batches=1, batch_size=40
view_commands.show_mass: model="toy_resnet"
view_commands.show_ldi: model="toy_mlp", samples=2
view_commands.prune_network: model="digits_cnn", sparsity=.5, samples=20
train.widened: name="mobilenet_v2", width=.25, classes=3
train.centred_images: path=pictures / "val", size=8
train.image_folders: path=pictures, size=8
train.find_images: data="digits"
train.train: model="digits_cnn", out=here / "t.safetensors", epochs=1, data="digits", device="cpu", quiet=True
networks.parse_shape: text="3x8x8"
networks.parse_sizes: text="width=2"
networks.options:
networks.recipe: model=mlp
networks.describe: model=mlp
builders.FirstOutput: network=mlp
builders.builder: spec="toy_mlp"
builders.check_spec: spec="toy_mlp"
builders.class_word: known=known_builder
networks.build: spec="toy_mlp"
networks.load_into: model=mlp, path=weights_file
networks.check_recipe: model=mlp
networks.save: model=mlp, path=here / "saved.safetensors"
networks.read_recipe: path=weights_file
networks.load: path=weights_file
networks.find_network: model="toy_mlp"
routes.score_signal: G=F, target=0
routes.passing: G=F, signal=along
routes.score_flow: G=F, signal=along, by="layers"
routes.routes: model=F, target=0, by="layers"
routes.plot_routes: found=found_routes
routes.draw_routes: found=found_routes
routes.top_scores: G=F
attention.attentions: G=F
attention.token_groups: G=F, by="layers"
heads.head_table: G=F, found=found_passing
prompts.vocabulary: model=reads
prompts.prompt: model=reads, tokens=[1, 2]
recording.Recording.at: self=recording
routes.ablate: G=F, ids=[0, 1]
subjects.parse_bytes: text="4GB"
xray.find_model: spec="toy_mlp"
xray.xray: model="toy_mlp", out=here / "x.html", only="the-network", samples=8
subjects.find_inputs: model=net, spec=data
subjects.find_graph: model=mlp, x=x
subjects.asked_network: model='digits_cnn', told=asked
subjects.read_subject: s=subject
subjects.foretell: s=subject, parts=[]
subjects.report_memory: memory="64GB"
report.right_answers: s=subject
report.check_out: path=here / "a.html"
compare.compare: a="toy_mlp", b="toy_mlp", out=here / "c.html", prune="magnitude", sparsity=.5, only="the-network", samples=8
compare.match_layers: a=boxes, b=boxes
compare.paired_accuracy: a=torch.tensor([True, False]), b=torch.tensor([True, True])
subjects.prune: model=mlp, method="magnitude", sparsity=.5, x=x
zoo.get: name="toy_mlp"
toys.whole_weights: net=mlp
toys.register:
zoo.digits_cnn: pretrained=False
zoo.digits_vit: pretrained=False
zoo.copy_transformer: pretrained=False
zoo.cnn5: pretrained=False
zoo.lenet60: pretrained=False
zoo.resnet20: num_classes=3
zoo.resnet32: num_classes=3
zoo.resnet44: num_classes=3
zoo.resnet56: num_classes=3
zoo.resnet110: num_classes=3
zoo.conv6: num_classes=3
zoo.wide_resnet28_2: num_classes=3
zoo.dense_mlp: width=4, depth=5, tc=3, in_features=6
zoo.dense_cnn: cell_depth=5, tc=3
architectures.CifarResNet: depth=8
architectures.WideResNet: depth=10, width=1
architectures.VisionTransformer: size=8, patch=4, dim=8, depth=1, heads=2, hidden=8
zoo.models:
toys.toy_mlp:
toys.toy_cnn:
toys.toy_resnet:
toys.ToyResNet:
architectures.he_start: net=mlp
architectures.SelfAttention: dim=4, heads=2
architectures.EncoderBlock: dim=4, heads=2, hidden=4
architectures.CausalAttention: dim=4, heads=2, head_dim=2, context=3
architectures.AttentionBlock: dim=4, heads=2, head_dim=2, context=3
architectures.ShortcutA: c_in=2, c_out=4
architectures.BasicBlock: c_in=2, c_out=4, stride=2, shortcut="A"
architectures.WideBlock: c_in=2, c_out=4, stride=2
architectures.AttentionOnly: vocabulary=5, context=4, dim=8, depth=1, heads=2, head_dim=4
"""
GOOD = {name: text.strip() for name, _, text in (line.partition(":") for line in _GOOD.strip().splitlines())}


@toy
def ws8():
    from graphnn.relational import ws_flex
    return ws_flex(12, 4, .5)


@toy
def recorded():
    from graphnn.recording import Recording
    return Recording(Names()["mlp"], Names()["x"])

@toy
def boxes():
    from graphnn.architecture import Architecture
    return Architecture(Names()["mlp"], recorded())


# What the package alone calls, or what only holds what it is given; a public function has looked at what they get. A point of an experiment trains
# a network: its axes are read by `experiments.read_axes`, and what has no argument, or runs a point to time it, is not tried.
INNER = """
report_section.check_cost wiring.own_wirings recording.Region* recording.check_unscripted messages.first_few evaluation.check_scores evaluation.batch_loss subjects.weights_from blocks.Reader* blocks.*.part blocks.*.write rules.Term rules.Value* rules.values rules.double rules.columns rules.Tracer* rules.read_step rules.numbers rules.times rules.plus rules.broadcast
rules.carried rules.waiting rules.with_bias rules.product rules.pooled rules.by_numbers rules.Listed* derivatives.Map* operators.Slide operators.sliding operators.turned operators.Action operators.action operators.strengths operators.GraphOperator graph.inner_operators graph.operator_values graph.Graph graph.check_weights
graph.Graph.draw graph.Graph.plot_adjacency graph.map_nested graph.nested_leaves graph.Edges* graph.Merged* graph.ParallelBlocks* graph.block_matrix graph.source_pieces
recording.operation_name recording.Operation* recording.replace_refs recording.step_multiply_adds recording.value_of recording.Recording.start
recording.Recording.kind replay.beside replay.Replay* jacobians.LayerJacobian jacobians.layer_steps replay.differentiating
pruning_parts.* checkpoints.tensor_pair checkpoints.run_facts training_records.WeightAverage* training_records.to_stop view_commands.WrittenTable linear_flow.Flow linear_flow.flows linear_flow.LinearFlow.scores proxies.Probe.gradients
checks.checked neurons.read_graph messages.warn_user messages.progress_bar report.render report.Part report.Report* architecture.ModuleBox* report.Page* report.Written* report.graph_size report.as_plain report.html_page compare.Comparison* subjects.find_subject subjects.by_file report_section.Html graph.LayeredGraph.plot_adjacency graph.LayeredGraph.draw jacobians.NetworkJacobian.*
rewiring.Rewir* rewiring.DropAndGrow* rewiring.*.fraction rewiring.*.renew rewiring.*.first rewiring.*.at rewiring.*.updates rewiring.*.facts rewiring.*.chosen rewiring.*.weights
rewiring.LotteryTicket.prune rewiring.update_generator rewiring.check_rewire wiring.Wiring.* wiring.Packed.* constraints.Symmetric matched_widths.match_flops data.mnist data.cifar10 data.cifar100 data.tiny_imagenet
data.published motifs.Walked* trace.Trace* trace.Film* xray.load_into commands.main sources.* sides.both_ends sides.Sides.*
attention.Attention* attention.Wires* attention.bare_product attention.attention_steps prompts.Prompt* prompts.read_tokenizer routes.Places* routes.Place* routes.Routes* routes.Passing* correlations.published_runs mass.mass_table recording.decompositions layer_pruning.batch_plan weight_parts.WeightPart*
layer_removal.outermost layer_removal.at_ends layer_removal.plain_copy layer_pruning.marked_gain layer_pruning.modularity_gain layer_pruning.cosine_change layer_pruning.cka_change layer_pruning.loss_rise layer_pruning.random_order
attack_runs.attacks attack_runs.layer_runs attack_runs.random_labels layer_runs.* mass_runs.mass mass_runs.*_work relational_runs.relational sparse_runs.sparse sparse_runs.*_work
sparse_runs.before_training look.set_theme experiments.list_experiments experiments.forecast experiments.run_experiment mass_runs.full_mass mass_runs.quick_mass sparse_runs.quick_sparse
""".split()

# Arguments that take what looks like nonsense, and why.
TAKES = """
blocks.*(* = it with one *) blocks.*(* = a tensor of *) derivatives.jvp(* = it with one *) docstrings.*(f = a class) report_section.section(cost = a *) report_section.affordable(* = infinity) report_section.facts(values = * for one)
checks.told(v) checks.check_table(table) checks.check_names(v = an array of texts) checks.check_names(v = a table of NaN) checks.check_data(data = a list of None) checks.check_callable(v = a *)
messages.unknown(name) messages.unknown(kind) recording.part(chosen) *(layers = a class) *(which = a class)
relational*(G = a graph with NaN) relational_*(graph = a graph with NaN) wiring.*(graph = a graph with NaN) prediction.rank_biased_overlap(* = it with one -inf)
networks.options(data) networks.options(input) sweep.plain_value(v = NaN) sweep.plain_value(v = infinity) sweet_spot.*(* = infinity) sweet_spot.check_edges(edges) correlations.*(* = infinity) wiring.*(weight = it with one inf) wiring.*(weight = it with one nan) wiring.*(weight = a tensor of NaN)
wiring.*(weight = a tensor of infinities) wiring.Wiring(weight = it on meta) wiring.Packed(weight = it on meta)
graph.weigh(weights) graph.LayeredGraph(inputs = a list of None) graph.LayeredGraph(outputs = a list of None)
graph.LayeredGraph.read(ids = a list of None) graph.LayeredGraph.signal(values) graph.LayeredGraph.read(values)
files.reading(path) operators.GraphOperator.*(x = it as complex numbers) threads.thread_count(work = infinity)
*(labels = a table of NaN) doors.MatrixGraph.signal(values) paths.unit_ids(tree = a list of None)
trace.plot_traces(runs = it with NaN) graph_space.bin_graphs(graphs = it with NaN) graph_space.plot_graph_map(graphs = it with NaN) graph_space.name_columns(table)
trained_pruning.best_of_rows(scores = it with one inf) trained_pruning.best_of_rows(scores = a tensor of infinities)
recording.call_model(model) recording.call_model(x) recording.sample_count(x) recording.part(x)
jacobians.LayerJacobian.transposed(u = it with one nan) jacobians.LayerJacobian.transposed(u = it with one inf)
dense_nets.DenseMLP.step(x = it with one nan) dense_nets.DenseMLP.step(x = it with one inf) dense_nets.DenseMLP.step(x = a tensor of NaN)
modularity.modularity(labels = it as texts) sweet_spot.Box.holds(* = a tensor of infinities) wiring.*(weight = it on meta) features.similarity_graph(H = no samples) cost.*(model = it on meta) cost.*(x = it on meta)
messages.unknown(known) batches.crop_flip(x = it with one *)
checkpoints.code_facts(value) experiments.write_table(table = *) view_commands.write_result(table = *) experiments.mean_runs(table = *) experiments.read_values(kind = a class) training_records.best_epoch(history = * for one, in the first) subjects.find_inputs(spec = None for one)
untouched.*(* = a lazy network) xray.xray(seconds = infinity) compare.compare(seconds = infinity) checkpoints.*(state = * for one) checkpoints.*(settings = * for one)
"""
# What reads only the form of a network, whatever its values.
FORM = """report.count(model) report.parameter_table(model) subjects.find_inputs(model) architecture.Architecture(model) features.default_layers(model) features.named_layers(model) features.select_layers(model) features.to_device_of(model) mass.model_cells(model) mass.is_made_from(module)
mass_design.design(reference) mass.nn_mass(what) mass.graph_cells(G) wiring.wirings(model) wiring.unwire(module) relational_layers.inner_layers(model)
matched_widths.kept_parameters(model) wiring.wire(module) layer_removal.cut_out(model)
relational_layers.relationalize(model) relational_layers.densify(model) constraints.symmetrize(model) constraints.grouped(model) checks.check_built(model) toys.whole_weights(net) architectures.he_start(net)
recording.first_sample(model) networks.check_recipe(model) networks.save(model) networks.recipe(model) networks.describe(model) networks.load_into(model) builders.FirstOutput(network)
networks.find_network(model) subjects.asked_network(model) prompts.vocabulary(model) prompts.prompt(model)
untouched.device_of(model) untouched.evaluating(model) untouched.untouched(model) untouched.plain(model) untouched.masked_tensors(m)"""
_ANY_VALUES = ("a network of NaN", "a network on meta", "it with one NaN", "it on meta", "a graph with NaN", "a graph with infinity")
_TAKES = [m.groups() for m in re.finditer(r"(\S+?)\(([^=)]*?)(?: = ([^)]*))?\)", TAKES)]


def is_inner(name: str) -> bool:
    "Whether a function is called by the package alone"
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in INNER)


def is_written(name: str, argument: str, first: str) -> bool:
    "Whether an argument is an option of a gate, which stands in the program beside the function that it guards, and comes from no user"
    return ".check_" in name and (argument == "name" or name.startswith("checks.") and argument != first)


def takes(name: str, argument: str, kind: str) -> bool:
    "Whether an argument takes a kind of value that looks like nonsense"
    if f"{name}({argument})" in FORM.split() and kind in _ANY_VALUES: return True
    return any(fnmatch.fnmatchcase(name, n) and fnmatch.fnmatchcase(argument, a) and (k is None or fnmatch.fnmatchcase(kind, k)) for n, a, k in _TAKES)
